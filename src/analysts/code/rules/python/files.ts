import type { CallRule, SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const PATH = {
  rule: 'python/path-traversal',
  cwe: [22],
  severity: 'high',
  matter: 'path',
  message: 'The path of a file is built from {source}, so whoever sends it can reach files elsewhere',
  fix: 'Resolve the path and check that it stays inside the folder it is meant for, or take only the base name',
  origins: FROM_OUTSIDE,
} as const

/** Content in memory and the content of uploads are opened as they are. */
const CONTENT = {
  argument: { index: 0 },
  unless: /(?:Bytes|String)IO(?:\(\))?$|\.(?:files|FILES)\.(?:[^.]+|get\(\))(?:\.(?:stream|file))?$/,
} as const

export const PYTHON_FILE_SINKS: readonly SinkRule[] = [
  {
    ...PATH,
    confidence: 0.9,
    calls: [
      '={open,file}',
      '{io,codecs,gzip,bz2,lzma,aiofiles,builtins,anyio}.open',
      'anyio.open_file',
      'os.{open,remove,unlink,mkdir,makedirs,rmdir,removedirs,listdir,scandir,walk,chmod,chown,truncate,readlink,symlink,utime}',
      'shutil.{rmtree,make_archive,unpack_archive}',
      'linecache.{getline,getlines}',
      'glob.{glob,iglob}',
      'zipfile.ZipFile',
      'tarfile.open',
      'fileinput.input',
      'configparser.ConfigParser().read',
    ],
    arguments: [0, 'file', 'path', 'filename', 'name'],
    where: [CONTENT],
  },
  {
    ...PATH,
    confidence: 0.9,
    calls: ['os.{rename,replace,link,renames}', 'shutil.{copy,copy2,copyfile,copytree,move}'],
    arguments: [0, 1, 'src', 'dst'],
  },
  {
    ...PATH,
    confidence: 0.9,
    calls: [
      '{flask,flask.helpers,bottle}.{send_file,static_file}',
      '{send_file,FileResponse,HTMLFile}',
      '{starlette,fastapi}.responses.FileResponse',
      'aiohttp.web.FileResponse',
      'flask.send_from_directory',
    ],
    arguments: [0, 'path', 'path_or_file', 'filename_or_fp', 'directory'],
    where: [CONTENT],
  },
  {
    ...PATH,
    confidence: 0.85,
    calls: [
      'pathlib.{Path,PosixPath,WindowsPath}().*.{open,read_text,read_bytes,write_text,write_bytes,unlink,rmdir,mkdir,touch,rename,replace,iterdir,glob,rglob,symlink_to}',
      '*.{read_text,read_bytes,write_text,write_bytes,unlink,iterdir}',
      'pathlib.{Path,PosixPath,WindowsPath}().{open,rmdir,mkdir,touch,rename,replace,glob,rglob,symlink_to}',
    ],
    arguments: ['receiver'],
  },
  {
    ...PATH,
    confidence: 0.85,
    calls: ['{request,Request}.files.*.save', '{request,Request}.FILES.*.save'],
    arguments: [0, 'dst', 'destination'],
    message: 'An upload is stored under a path built from {source}',
    fix: 'Store it under a name of your own, or pass the name through werkzeug.utils.secure_filename',
  },
  {
    ...PATH,
    confidence: 0.8,
    calls: ['*.{save,saveas}'],
    arguments: [0, 'dst'],
    where: [{ argument: { index: 0 }, built: true }],
    message: 'An upload is stored under a path built from {source}',
    fix: 'Store it under a name of your own, or pass the name through werkzeug.utils.secure_filename',
  },
  {
    ...PATH,
    rule: 'python/archive-extraction',
    confidence: 0.75,
    calls: ['tarfile.{open,TarFile}().{extractall,extract}', 'tarfile.TarFile.open().{extractall,extract}'],
    arguments: ['receiver'],
    where: [{ argument: { name: 'filter' }, absent: true }],
    message: 'An archive from {source} is unpacked, and its entries can name files outside of the folder',
    fix: "Pass filter='data' to extractall",
  },
]

export const PYTHON_FILE_CALLS: readonly CallRule[] = [
  {
    rule: 'python/insecure-temporary-file',
    cwe: [377],
    severity: 'medium',
    confidence: 0.85,
    calls: ['tempfile.mktemp', 'os.{tempnam,tmpnam}'],
    message: 'The name of a temporary file is made before the file, so someone else can put a file there first',
    fix: 'Use tempfile.mkstemp or tempfile.NamedTemporaryFile',
  },
  {
    rule: 'python/world-writable-file',
    cwe: [732],
    severity: 'medium',
    confidence: 0.8,
    calls: ['os.{chmod,fchmod,lchmod}'],
    where: [{ argument: { index: 1, name: 'mode' }, matches: /^(?:511|438|510|502|1023)$/ }],
    message: 'The file can be written by every user of the machine',
    fix: 'Give rights to the owner only, such as 0o600',
  },
]

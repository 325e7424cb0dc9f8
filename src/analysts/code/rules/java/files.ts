import type { SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const PATH = {
  rule: 'java/path-traversal',
  cwe: [22],
  severity: 'high',
  confidence: 0.8,
  message: 'A file is reached by a path from {source}, which can lead out of the folder it is meant for',
  fix: 'Take the bare name of the file, or normalise the path and refuse it unless it starts with the allowed folder.',
  matter: 'path',
  origins: FROM_OUTSIDE,
} as const satisfies Partial<SinkRule>

export const fileSinks: readonly SinkRule[] = [
  {
    ...PATH,
    calls: [
      '{FileInputStream,FileOutputStream,FileReader,FileWriter,PrintWriter,PrintStream,RandomAccessFile,ZipFile,JarFile,FileImageInputStream,FileSystemResource,FileSystemXmlApplicationContext}.new',
      'Scanner.new',
      'PathResource.new',
    ],
    arguments: [0],
  },
  {
    ...PATH,
    calls: [
      'FileUtils.{readFileToString,readFileToByteArray,readLines,openInputStream,openOutputStream,writeStringToFile,writeByteArrayToFile,writeLines,deleteDirectory,deleteQuietly,forceDelete,forceMkdir,copyFile,copyFileToDirectory,copyInputStreamToFile,moveFile,cleanDirectory,listFiles,copyToFile,copyURLToFile}',
    ],
    arguments: 'all',
  },
  {
    ...PATH,
    calls: [
      'Files.{newInputStream,newOutputStream,newBufferedReader,newBufferedWriter,newByteChannel,readAllBytes,readAllLines,readString,lines,list,walk,newDirectoryStream,delete,deleteIfExists,createFile,createDirectory,createDirectories,exists,notExists,isDirectory,isRegularFile,size,probeContentType,getLastModifiedTime,createSymbolicLink}',
    ],
    arguments: [0],
  },
  { ...PATH, calls: ['Files.{write,writeString}'], arguments: [0] },
  { ...PATH, calls: ['Files.move'], arguments: [0, 1] },
  { ...PATH, calls: ['Files.copy'], arguments: [1] },
  { ...PATH, calls: ['Files.copy'], arguments: [0], where: [{ argument: { index: 1 }, matches: /Stream(?:\(\))?$/ }] },
  {
    ...PATH,
    calls: [
      'File.{delete,deleteOnExit,createNewFile,mkdir,mkdirs,list,listFiles,exists,isFile,isDirectory,length,canRead,setExecutable,setWritable,lastModified}',
    ],
    arguments: ['receiver'],
  },
  { ...PATH, calls: ['File.renameTo'], arguments: ['receiver', 0] },
  { ...PATH, calls: ['{MultipartFile,Part,FilePart,FileItem}.{transferTo,write}'], arguments: [0] },
  { ...PATH, calls: ['{FileChannel,AsynchronousFileChannel}.open'], arguments: [0] },
  {
    ...PATH,
    calls: [
      'ServletContext.{getResourceAsStream,getResource,getRealPath,getRequestDispatcher}',
      '{HttpServletRequest,ServletRequest}.getRequestDispatcher',
    ],
    arguments: [0],
    confidence: 0.6,
  },
  {
    ...PATH,
    calls: [
      '{Class,ClassLoader}.{getResourceAsStream,getResource}',
      'ClassPathResource.new',
      '{ResourceLoader,ApplicationContext}.getResource',
      'ResourceUtils.getFile',
    ],
    arguments: [0],
    confidence: 0.5,
    severity: 'medium',
  },
  {
    ...PATH,
    calls: ['StreamSource.new', 'ImageIO.{read,write}', 'System.{load,loadLibrary}'],
    arguments: 'all',
    confidence: 0.6,
  },
  {
    ...PATH,
    calls: [
      'FileCopyUtils.{copy,copyToByteArray}',
      'com.google.common.io.Files.{toString,readLines,write,copy,asByteSource,asCharSource,asByteSink,newReader,newWriter}',
    ],
    arguments: 'all',
  },
]

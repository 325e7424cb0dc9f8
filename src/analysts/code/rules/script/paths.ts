import type { SinkRule, Weakness } from '../../flow/rules.ts'

const TRAVERSAL: Weakness = {
  rule: 'script/path-traversal',
  cwe: [22, 23, 73],
  severity: 'high',
  confidence: 0.85,
  message: 'A path is made from {source}, so that .. leads to files outside of the intended folder',
  fix: 'Resolve the path and check that it begins with the intended folder and a separator, before the file is touched.',
}

const FILES =
  '{fs,fs-extra,graceful-fs,original-fs,fs/promises,fs.promises,fs-extra.promises,fse,fsp,fsPromises,mz/fs,pn/fs}'

/** Where files are read, written and sent. What a caller of a library gives as a path is meant to be one; a stranger's is not. */
export const PATH_SINKS: readonly SinkRule[] = [
  {
    ...TRAVERSAL,
    matter: 'path',
    calls: [
      `${FILES}.{readFile,readFileSync,createReadStream,writeFile,writeFileSync,createWriteStream,appendFile,appendFileSync,open,openSync,outputFile,outputFileSync,readJson,readJsonSync,readJSON,readJSONSync,writeJson,outputJson}`,
      `${FILES}.{unlink,unlinkSync,rm,rmSync,rmdir,rmdirSync,remove,removeSync,mkdir,mkdirSync,mkdirp,mkdirpSync,ensureDir,ensureDirSync,ensureFile,ensureFileSync,emptyDir,readdir,readdirSync,opendir,chmod,chmodSync,truncate}`,
      `${FILES}.{stat,statSync,lstat,lstatSync,exists,existsSync,access,accessSync}`,
      '={mkdirp,rimraf,readFile,readFileSync,writeFile,writeFileSync,createReadStream,createWriteStream,unlink}',
      '{mkdirp,rimraf,del,write-file-atomic,load-json-file,write-json-file}',
    ],
    arguments: [0],
    origins: ['remote'],
  },
  {
    ...TRAVERSAL,
    matter: 'path',
    calls: [
      `${FILES}.{rename,renameSync,copyFile,copyFileSync,copy,copySync,move,moveSync,symlink,symlinkSync,link,linkSync}`,
    ],
    arguments: [0, 1],
    origins: ['remote'],
  },
  {
    ...TRAVERSAL,
    matter: 'path',
    calls: [
      'Response.{sendFile,sendfile,download}',
      '{res,response,reply}.{sendFile,sendfile,download}',
      'koa-send',
      'Context.attachment',
    ],
    arguments: [0],
    where: [{ argument: { name: 'root' }, absent: true }],
    origins: ['remote'],
  },
  {
    ...TRAVERSAL,
    matter: 'path',
    calls: ['Response.render', '{res,response,reply}.render', 'Context.render', '=require', '=import'],
    arguments: [0],
    origins: ['remote'],
    message: '{source} says which file is loaded, and .. leads to any',
    fix: 'Choose the file from a fixed list of names.',
  },
]

import type { FlowRules, SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const TRAVERSAL: Omit<SinkRule, 'calls' | 'arguments'> = {
  rule: 'go/path-traversal',
  cwe: [22],
  severity: 'high',
  confidence: 0.85,
  matter: 'path',
  origins: FROM_OUTSIDE,
  message: 'A path is built from {source}, so `..` in it leads out of the folder that is meant',
  fix: 'Open the file through `os.Root`, or take `filepath.Base` of the value, or refuse it unless `filepath.IsLocal` holds.',
}

/** Files whose path somebody else chooses. */
export const PATH: Pick<FlowRules, 'sinks' | 'sanitisers' | 'guards' | 'clean' | 'types'> = {
  sinks: [
    {
      ...TRAVERSAL,
      calls: [
        'os.{Open,OpenFile,Create,ReadFile,WriteFile,Remove,RemoveAll,Mkdir,MkdirAll,ReadDir,Truncate,Chmod,Chown,OpenRoot,DirFS}',
        'io/ioutil.{ReadFile,WriteFile,ReadDir}',
        '{text,html}/template.{ParseFiles,ParseGlob}',
        '{echo,echo/v4,echo/v5}.Context.{File,Attachment,Inline}',
        'gin.Context.{File,FileAttachment}',
        '{fiber,fiber/v2,fiber/v3}.Ctx.{SendFile,Download}',
        'fasthttp.RequestCtx.SendFile',
        'afero.{ReadFile,WriteFile}',
        'path/filepath.{Walk,WalkDir,Glob}',
        'archive/zip.OpenReader',
        'net/http.Dir',
      ],
      arguments: [0],
    },
    { ...TRAVERSAL, calls: ['os.{Rename,Link,Symlink}'], arguments: [0, 1] },
    { ...TRAVERSAL, calls: ['gin.Context.SaveUploadedFile', '{fiber,fiber/v2,fiber/v3}.Ctx.SaveFile'], arguments: [1] },
    { ...TRAVERSAL, calls: ['net/http.ServeFile'], arguments: [2] },
  ],
  sanitisers: [
    {
      calls: [
        'path/filepath.Base',
        'path.Base',
        'path/filepath.cleanRooted',
        'path.cleanRooted',
        'securejoin.SecureJoin',
        'path/filepath.Localize',
        'path/filepath.Ext',
        'path.Ext',
      ],
      clears: ['path'],
    },
  ],
  guards: [
    { calls: ['path/filepath.IsLocal', 'io/fs.ValidPath'], subject: 0, clears: ['path'], when: true },
    {
      calls: ['strings.{Contains,HasPrefix}'],
      subject: 0,
      clears: ['path'],
      when: false,
      where: [{ argument: { index: 1 }, matches: /^\.\.[/\\]?$/ }],
    },
    {
      calls: ['strings.{ContainsAny,ContainsRune,Contains}'],
      subject: 0,
      clears: ['path'],
      when: false,
      where: [{ argument: { index: 1 }, matches: /^[./\\]*[/\\][./\\]*$/ }],
    },
    {
      calls: ['strings.HasPrefix'],
      subject: 0,
      clears: ['path'],
      when: true,
      where: [{ argument: { index: 1 }, differs: /^(?:\.{0,2}\/?|https?:.*)$/ }],
    },
  ],
  types: [
    { values: ['os.{Open,OpenFile,Create}()'], type: 'os.File' },
    { values: ['os.OpenRoot()', 'os.Root.OpenRoot()'], type: 'os.Root' },
  ],
  clean: [
    {
      calls: [
        'os.{Open,OpenFile,Create,ReadFile,WriteFile,ReadDir,Stat,Lstat,Remove,RemoveAll,Mkdir,MkdirAll,OpenRoot,DirFS}',
        'os.Root.{Open,OpenFile,Create,ReadFile}',
        'io/ioutil.{ReadFile,ReadDir}',
        'net/http.Dir',
      ],
    },
  ],
}

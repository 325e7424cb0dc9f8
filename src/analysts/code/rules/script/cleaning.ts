import type {
  CleanRule,
  GuardRule,
  NamePattern,
  PropagatorRule,
  SameRule,
  SanitiserRule,
  TypeRule,
  VouchRule,
} from '../../flow/rules.ts'

/** Calls after which data can do some harm no more. */
export const SANITISERS: readonly SanitiserRule[] = [
  {
    calls: [
      '={Number,parseInt,parseFloat,isNaN,isFinite,Boolean,BigInt}',
      'Number.{parseInt,parseFloat,isInteger}',
      'Math.{floor,round,ceil,abs,min,max,trunc}',
      'Date.{parse,UTC}',
    ],
    clears: 'all',
  },
  {
    calls: [
      'path.{basename,extname}',
      'sanitize-filename',
      '{filenamify,slugify,slug,@sindresorhus/slugify}',
      'path.{posix,win32}.basename',
    ],
    clears: ['path'],
  },
  {
    calls: ['=encodeURIComponent', '{querystring,qs}.{escape,stringify}', 'querystring.encode'],
    clears: ['path', 'html', 'url', 'redirect', 'command', 'sql', 'header', 'code'],
  },
  {
    // No .. leads above the root of an absolute path.
    calls: ['path.{normalize,resolve}', 'path.posix.{normalize,resolve}'],
    where: [
      { argument: { index: 0 }, begins: /^[/\\]/ },
      { argument: { index: 1 }, absent: true },
    ],
    clears: ['path'],
  },
  { calls: ['={encodeURI,escape}'], clears: ['html', 'header'] },
  {
    calls: [
      '{he,html-entities,ent,entities}.{encode,escape,encodeHTML,escapeUTF8}',
      '{escape-html,escapeHtml,escapeHTML,html-escape,htmlEscape,sanitize-html,xss,dompurify,DOMPurify,isomorphic-dompurify,striptags,insane}',
      '{lodash,underscore,_,validator,Handlebars,handlebars,Mustache,mustache,ejs,utils,util,common}.{escape,escapeHtml,escapeHTML,escapeExpression,escapeXML,htmlEscape}',
      '{DOMPurify,dompurify,isomorphic-dompurify,purify}.sanitize',
      '={escapeHtml,escapeHTML,htmlEscape,escapeXml,escapeXML,encodeHtml,encodeHTML,htmlEncode,sanitizeHtml,sanitizeHTML,sanitize,escapeHtmlEntities}',
      '*.{escapeHtml,escapeHTML,htmlEscape,htmlEncode,encodeHTML,sanitizeHtml,sanitizeHTML,encodeForHTML}',
      'xss-filters.{inHTMLData,inSingleQuotedAttr,inDoubleQuotedAttr}',
      'JSON.stringify',
      '*.createTextNode',
    ],
    clears: ['html'],
  },
  {
    calls: [
      '{mysql,mysql2,sqlstring,SqlString,connection,conn,pool,db,client}.{escape,escapeId,format,escapeIdentifier,escapeLiteral}',
      'pg-format',
      '*.{escapeId,escapeIdentifier,escapeLiteral}',
    ],
    clears: ['sql'],
  },
  {
    calls: [
      '{mongo-sanitize,express-mongo-sanitize,mongo-sanitizer}',
      'express-mongo-sanitize.sanitize',
      '=String',
      '*.toString',
      'mongoose.Types.ObjectId',
      '{ObjectId,ObjectID,mongodb.ObjectId}',
      '{ObjectId,ObjectID}.new',
    ],
    clears: ['nosql'],
  },
  {
    calls: [
      '{shell-quote,shescape,any-shell-escape}.{quote,escape,quoteAll,escapeAll}',
      '{shell-escape,shq,any-shell-escape,shell-quote,shellescape,escapeshellarg,shellEscape,escapeShell,escapeShellArg,quoteShell,shellQuote}',
      '*.{shellEscape,escapeShellArg,escapeShell,shellQuote,quoteShellArg}',
    ],
    clears: ['command'],
  },
  {
    calls: [
      '{escape-string-regexp,escapeRegExp,escapeRegex,escapeStringRegexp,regexp-quote,lodash.escaperegexp}',
      '{lodash,_}.escapeRegExp',
      '*.{escapeRegExp,escapeRegex}',
    ],
    clears: ['regex'],
  },
  { calls: ['js-yaml.{safeLoad,safeLoadAll}', 'yaml.parse'], clears: ['deserialise'] },
  {
    calls: [
      '{crypto,bcrypt,bcryptjs,argon2}.{hash,hashSync,createHash}',
      'crypto.createHash()*.digest',
      'crypto.createHmac()*.digest',
      '*.digest',
      '{md5,sha1,sha256,uuid,nanoid}',
    ],
    clears: 'all',
  },
]

/** Tests that tell good from bad. */
export const GUARDS: readonly GuardRule[] = [
  {
    calls: [
      'validator.{isAlphanumeric,isInt,isUUID,isMongoId,isNumeric,isAlpha,isHexadecimal,isBoolean,isFloat,isSlug,isEmail}',
      '{uuid,is-uuid}.validate',
      'mongoose.isValidObjectId',
      '{ObjectId,ObjectID}.isValid',
    ],
    subject: 0,
    clears: 'all',
    when: true,
  },
  { calls: ['Number.{isInteger,isFinite,isSafeInteger}'], subject: 0, clears: 'all', when: true },
  { calls: ['={isNaN}', 'Number.isNaN'], subject: 0, clears: 'all', when: false },
  { calls: ['path.isAbsolute'], subject: 0, clears: ['redirect'], when: false },
  {
    calls: ['{is-path-inside,isPathInside,path-is-inside,pathIsInside,isInside,contains-path,is-subdir,isSubdir}'],
    subject: 0,
    clears: ['path'],
    when: true,
  },
]

/** Where data goes that a call is given, where that is not plainly its result. */
export const PROPAGATORS: readonly PropagatorRule[] = [
  {
    calls: ['Object.assign', '{lodash,_}.{extend,assign,merge,defaults}', '={extend,assign}'],
    from: ['arguments'],
    to: ['result', 0],
  },
  { calls: ['*.set'], from: ['arguments'], to: ['receiver'] },
  {
    calls: [
      '{querystring,qs}.parse',
      'url.parse',
      '=URL.new',
      '=URLSearchParams.new',
      'url.URL.new',
      '=decodeURIComponent',
      '=decodeURI',
      '=unescape',
      'JSON.parse',
      'path.{join,resolve,normalize,relative,dirname}',
    ],
    from: ['arguments'],
    to: ['result'],
  },
]

/** Calls and members that hold nothing of what went in. */
export const CLEAN: readonly CleanRule[] = [
  {
    // What a database gives is not what it was asked with.
    calls: [
      '*.{findOne,findById,findByPk,findAll,findMany,findUnique,findFirst,findOrCreate,findOneAndUpdate,findByIdAndUpdate}',
      '*.{save,insertOne,insertMany,bulkCreate,updateOne,updateMany,deleteOne,deleteMany,destroy,upsert,countDocuments,aggregate}',
      '{User,Model,Account,Post,Item,Product,Order}.create',
    ],
  },
  {
    calls: [
      '*.{length,byteLength,size}',
      '*.{indexOf,lastIndexOf,localeCompare,charCodeAt,codePointAt,startsWith,endsWith,includes,test,hasOwnProperty,isArray,has,equals,getTime,some,every,findIndex}',
    ],
  },
  {
    calls: [
      'fs.{exists,existsSync,stat,statSync,lstatSync,access,accessSync,readFile,readFileSync,createReadStream,createWriteStream,writeFile,writeFileSync,mkdirSync,mkdir,readdir,readdirSync,unlink,unlinkSync}',
      '{fs/promises,fs.promises,fs-extra}.*',
    ],
  },
  {
    calls: [
      '{bcrypt,bcryptjs,argon2}.{compare,compareSync,verify}',
      'crypto.timingSafeEqual',
      'jsonwebtoken.verify',
      '{util,lodash,_}.{isString,isArray,isObject,isFunction}',
    ],
  },
  {
    calls: [
      'child_process.{exec,execSync,spawn,spawnSync,execFile,execFileSync}',
      '{http,https}.{get,request}',
      '=fetch',
      'axios.{get,post,request}',
    ],
  },
  {
    calls: [
      'Request.{method,httpVersion,complete,aborted,secure,protocol,xhr,ip,ips}',
      'Request.{is,accepts,acceptsEncodings,acceptsLanguages}',
      'Request.user',
      'Request.session',
      'Request.app',
      'Request.{connection,socket}',
    ],
  },
]

const CHAINED =
  'status,type,set,header,code,vary,cookie,contentType,append,attachment,links,location,clearCookie,statusCode'

/** What calls and members give. */
export const TYPES: readonly TypeRule[] = [
  { values: [`Response.{${CHAINED}}()`, '{res,response,reply}.status()'], type: 'Response' },
  { values: ['Request.res', 'Context.res'], type: 'Response' },
  { values: ['Context.request', 'Context.req'], type: 'Context.request' },
  { values: ['fs.promises'], type: 'fs.promises' },
  { values: ['bluebird.promisifyAll()', 'Promise.promisifyAll()'], type: 'fs' },
]

export const SAME: readonly SameRule[] = [
  {
    calls: [
      '{util,es6-promisify,pify,thenify,bluebird}.{promisify,callbackify,deprecate}',
      '={promisify,thenify,pify,denodeify,deprecate}',
      '{pify,es6-promisify,thenify,denodeify}',
      '{Promise,bluebird,Bluebird,Q}.{promisify,denodeify,nfbind,method}',
      '*.{debounce,throttle,once,memoize,partial}',
    ],
    of: 0,
  },
  { calls: ['*.bind'], of: 'receiver' },
  // What compilers put around a module that is required.
  {
    calls: ['={__importDefault,__importStar,_interopRequireDefault,_interopRequireWildcard,_interopDefault,__toESM}'],
    of: 0,
  },
]

/** Where plug-ins and scripts of pages put what others call. */
export const PUBLISHED: readonly NamePattern[] = [
  '{$,jQuery,jquery,zepto}.fn.*',
  '*.fn.*',
  '*.prototype.*',
  '=proto.*',
  '{window,global,globalThis,self,root}.*',
]

/** An address whose host is known goes nowhere else. */
export const VOUCHES: readonly VouchRule[] = [
  { values: ['*.{host,hostname,origin}'], clears: ['url', 'redirect'] },
  // The way down from a folder, once it is known not to lead up.
  { values: ['*.relative()'], clears: ['path'] },
]

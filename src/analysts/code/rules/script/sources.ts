import type { ParameterRule, SourceRule } from '../../flow/rules.ts'

const REQUEST = { what: 'a request', origin: 'remote' } as const

/** What comes from whoever sends a request, opens a page or packs an archive. */
export const SOURCES: readonly SourceRule[] = [
  {
    values: [
      'Request.{query,body,rawBody,file,files,payload,querystring}',
      'Request.{param,json,formData,arrayBuffer,blob}()',
      '{req,request}.{query,body,rawBody,files,payload}',
      '{req,request}.param()',
    ],
    what: 'a request',
    origin: 'remote',
  },
  {
    values: [
      'Request.{params,cookies,signedCookies,headers,rawHeaders,url,originalUrl,path,hostname,host,search,nextUrl}',
      'Request.{get,header,text,nextUrl}()',
      '{req,request}.{params,cookies,headers,url,originalUrl,nextUrl}',
      '{req,request}.{get,header}()',
      'searchParams.{get,getAll}()',
    ],
    what: 'a request',
    origin: 'remote',
    // A text, and no operator of a query.
    clears: ['nosql'],
  },
  {
    values: [
      'Context.{query,querystring,params,url,originalUrl,path,href,search,headers,header,host,hostname}',
      'Context.{get,param}()',
      'Context.cookies.get()',
      'Context.request.{body,query,rawBody,url,path,headers,header,files}',
      'Context.req.{url,headers,query,param,queries,parseBody,body,json}',
      'Context.req.{query,param,header,json,text,parseBody}()',
      'ctx.{query,params,url,originalUrl,path,headers}',
      'ctx.request.{body,query,url,path,headers,files}',
    ],
    what: 'a request',
    origin: 'remote',
  },
  {
    values: [
      'event.{queryStringParameters,multiValueQueryStringParameters,pathParameters,body,rawPath,rawQueryString}',
    ],
    what: 'a request',
    origin: 'remote',
  },
  {
    values: [
      '=location',
      '=location.{hash,search,href,pathname}',
      '{window,document,self,top,parent,globalThis}.location',
      '{window,document,self,top,parent,globalThis}.location.{hash,search,href,pathname}',
      'document.{URL,documentURI,baseURI,referrer,cookie}',
      'window.name',
    ],
    what: 'the address of the page',
    origin: 'remote',
  },
  {
    values: [
      '{entry,zipEntry,tarEntry,archiveEntry}.{fileName,entryName,relativePath,rawEntryName,path}',
      '{unzipper,unzip,unzip-stream,node-unzip-2,yauzl,adm-zip,jszip,tar,tar-stream,tar-fs,decompress,node-stream-zip}*.{path,fileName,entryName,filename}',
      '*.getEntries().[].{entryName,name}',
      '{header,headers,hdr}.{name,linkname}',
    ],
    what: 'the name of an entry in an archive',
    origin: 'remote',
  },
  { values: ['MessageEvent.data'], what: 'a message from another window', origin: 'remote' },
  { values: ['=this.props'], what: 'a property of the component', origin: 'library' },
  { values: ['process.argv', 'process.stdin'], what: 'the command line', origin: 'local' },
]

const HANDLER: Pick<ParameterRule, 'types'> = { types: ['Request', 'Response'] }

/** Functions that are called with a request, however they are given to the framework. */
export const PARAMETERS: readonly ParameterRule[] = [
  { names: [/^_?(?:req|request)$/i, /^_?(?:res|resp|response|reply)$/i], ...HANDLER },
  {
    names: [/^_?(?:err|error|e)$/, /^_?(?:req|request)$/i, /^_?(?:res|resp|response)$/i],
    types: [undefined, 'Request', 'Response'],
  },
  { names: [/^_?(?:req|request)$/i, /^(?:h|next|reply|env|context)$/], types: ['Request'] },
  { names: [/^(?:ctx|context)$/, /^next$/], types: ['Context'] },
  { names: [/^ctx$/], types: ['Context'] },
  { names: [/^(?:req|request)$/], types: ['Request'] },
  {
    handlers: ['{http,https,http2}.{createServer,createSecureServer}', '*.createServer'],
    ...HANDLER,
  },
  {
    handlers: [
      '{express,restify,polka,connect,fastify,router,Router,app,server,restana}.{get,post,put,patch,delete,del,all,use,head,options}',
      'express().{get,post,put,patch,delete,all,use}',
      'express.Router().{get,post,put,patch,delete,all,use}',
      'fastify().{get,post,put,patch,delete,all}',
      '*.route().{get,post,put,patch,delete,all}',
    ],
    ...HANDLER,
  },
  {
    handlers: [
      'koa().use',
      'koa-router().{get,post,put,patch,del,delete,all,use}',
      '@koa/router().{get,post,put,patch,del,delete,all}',
      'hono.Hono().{get,post,put,delete,all,use}',
    ],
    types: ['Context'],
  },
  {
    of: 'parameter',
    annotations: [
      '{Query,Param,Params,Body,Headers,Header,Cookies,Cookie,QueryParam,BodyParam,HeaderParam,CookieParam,UploadedFile,Args}',
    ],
    source: REQUEST,
  },
  { handlers: ['*.addEventListener', '=addEventListener'], types: ['MessageEvent'] },
  { of: 'parameter', annotations: ['{Req,Request}'], types: ['Request'] },
  { of: 'parameter', annotations: ['{Res,Response}'], types: ['Response'] },
  {
    handlers: ['Request.on', '{req,request}.on', 'Context.req.on'],
    parameters: [0],
    source: { what: 'the body of a request', origin: 'remote' },
  },
  {
    handlers: ['{ws,socket,conn,connection,WebSocket,sock,client}.on'],
    parameters: [0],
    source: { what: 'a message from the network', origin: 'remote' },
  },
]

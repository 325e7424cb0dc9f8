import type { SinkRule, Weakness } from '../../flow/rules.ts'

const REDIRECT: Weakness = {
  rule: 'script/open-redirect',
  cwe: [601],
  severity: 'medium',
  confidence: 0.75,
  message: 'A visitor is sent to an address from {source}, which may be a foreign site',
  fix: 'Send only to paths of this site, or to addresses from a fixed list.',
}

const FORGERY: Weakness = {
  rule: 'script/server-side-request-forgery',
  cwe: [918],
  severity: 'high',
  confidence: 0.75,
  message: 'A request goes to an address from {source}, which may be inside of the network',
  fix: 'Take the host from a fixed list, and refuse addresses of the inner network.',
}

/** A path of this site, or a host that is constant. */
const FIXED_HOST = /^(?:\/(?![/\\]|$)|[?#]|https?:\/\/[^/?#]+[/?#]|\.)/
const FIXED_SERVER = /^\w+:\/\/[^/?#]+[/?#]/

/** Where text becomes an address. */
export const ADDRESS_SINKS: readonly SinkRule[] = [
  {
    ...REDIRECT,
    matter: 'redirect',
    calls: [
      'Response.redirect',
      '{res,response,reply}.redirect',
      'Context.redirect',
      '{NextResponse,Response}.redirect',
      '=redirect',
      'next/navigation.redirect',
    ],
    arguments: 'all',
    prefixHeals: FIXED_HOST,
    origins: ['remote'],
  },
  {
    ...REDIRECT,
    matter: 'redirect',
    calls: ['Response.{setHeader,header,set,append}', '{res,response,reply}.{setHeader,header,set}'],
    arguments: [1],
    where: [{ argument: { index: 0 }, matches: /^(?:location|refresh)$/i }],
    prefixHeals: FIXED_HOST,
    origins: ['remote'],
  },
  {
    ...REDIRECT,
    matter: 'redirect',
    calls: ['Response.writeHead', '{res,response}.writeHead'],
    arguments: ['Location', 'location'],
    prefixHeals: FIXED_HOST,
    origins: ['remote'],
  },
  {
    ...REDIRECT,
    matter: 'redirect',
    calls: [
      'Response.location',
      '{window,document,self,top}.location.{assign,replace}',
      '=location.{assign,replace}',
      'window.open',
    ],
    arguments: [0],
    prefixHeals: FIXED_HOST,
    origins: ['remote'],
  },
  {
    ...FORGERY,
    matter: 'url',
    calls: [
      '=fetch',
      '{node-fetch,cross-fetch,isomorphic-fetch,undici.fetch,undici.request,got,needle,request,axios,superagent,phin,bent,request-promise,request-promise-native,ky,wreck,simple-get,urllib.request,hyperquest,unirest,puppeteer*.goto}',
      '{axios,got,needle,request,superagent,request-promise,request-promise-native,ky,unirest,phin,popsicle,wreck}.{get,post,put,patch,delete,del,head,request,options,stream}',
      'axios.create().{get,post,put,patch,delete,request}',
      '{http,https,follow-redirects.http,follow-redirects.https}.{get,request}',
      'page.goto',
    ],
    arguments: [0],
    prefixHeals: FIXED_SERVER,
    origins: ['remote'],
  },
  {
    ...FORGERY,
    matter: 'url',
    calls: [
      '{axios,got,needle,request,node-fetch,superagent,request-promise}',
      '{http,https}.{get,request}',
      'axios.request',
      'request.{get,post,put}',
    ],
    arguments: ['url', 'uri', 'host', 'hostname', 'baseURL'],
    prefixHeals: FIXED_SERVER,
    origins: ['remote'],
  },
  {
    rule: 'script/prototype-pollution',
    cwe: [1321, 915, 471],
    severity: 'high',
    confidence: 0.6,
    message: 'Objects are merged deeply with {source}, whose key __proto__ changes every object',
    fix: 'Take over named fields only, or merge with a library that refuses such keys.',
    matter: 'prototype',
    calls: [
      '{lodash,_,lodash.merge,lodash.defaultsdeep}.{merge,mergeWith,defaultsDeep,set,setWith}',
      'lodash.merge',
      'lodash.defaultsdeep',
      'lodash/merge',
      'merge-deep',
      'deep-extend',
      'deepmerge',
      'defaults-deep',
      'dot-prop.set',
      'object-path.set',
      '{hoek,@hapi/hoek}.merge',
      '{jQuery,$,jquery}.extend',
    ],
    arguments: 'all',
    origins: ['remote'],
  },
]

import type { CallRule, SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const VERBS = '{get,post,put,patch,delete,head,options}'

const FORGERY = {
  rule: 'python/server-side-request-forgery',
  cwe: [918],
  severity: 'high',
  matter: 'url',
  message: 'The server sends a request to an address from {source}, so whoever sends it can reach the inner network',
  fix: 'Allow only hosts of a constant list',
  /** The host is fixed once something stands after it. */
  prefixHeals: /^[a-z][\w+.-]*:\/\/[^/?#\s]+[/?#]|^…(?!:\/\/)/i,
  origins: FROM_OUTSIDE,
} as const

export const PYTHON_NETWORK_SINKS: readonly SinkRule[] = [
  {
    ...FORGERY,
    confidence: 0.85,
    calls: [
      `requests.${VERBS}`,
      `requests.{Session,session,sessions.Session}().${VERBS}`,
      `httpx.${VERBS}`,
      `httpx.{Client,AsyncClient}().${VERBS}`,
      `aiohttp.ClientSession().${VERBS}`,
      'httpx.stream',
      'urllib.request.{urlopen,urlretrieve,Request}',
      'urllib.{urlopen,urlretrieve}',
      'urllib2.{urlopen,Request}',
      'http.client.{HTTPConnection,HTTPSConnection}',
      'httplib.{HTTPConnection,HTTPSConnection}',
      'urllib.request.build_opener().open',
      'socket.create_connection',
      'websockets.connect',
      'pycurl.Curl().setopt',
      'xmlrpc.client.ServerProxy',
    ],
    arguments: [0, 'url'],
  },
  {
    ...FORGERY,
    confidence: 0.85,
    calls: [
      '{requests,httpx}.request',
      'requests.{Session,session}().request',
      'httpx.{Client,AsyncClient}().request',
      'aiohttp.ClientSession().request',
      'urllib3.PoolManager().{request,urlopen}',
      'urllib3.request',
    ],
    arguments: [1, 'url'],
  },
  {
    rule: 'python/log-injection',
    cwe: [117],
    severity: 'low',
    confidence: 0.4,
    matter: 'log',
    calls: [
      'logging.{debug,info,warning,warn,error,critical,exception,log}',
      'logging.getLogger().{debug,info,warning,warn,error,critical,exception,log}',
      '*.logger.{debug,info,warning,warn,error,critical,exception,log}',
    ],
    arguments: 'all',
    message: 'A line of the log is built from {source}, so whoever sends it can forge lines',
    fix: 'Take line breaks out of the value before it is logged',
    origins: FROM_OUTSIDE,
  },
  {
    rule: 'python/regular-expression-injection',
    cwe: [1333, 730, 400],
    severity: 'medium',
    confidence: 0.75,
    matter: 'regex',
    calls: ['{re,regex}.{compile,match,search,fullmatch,sub,subn,split,findall,finditer}'],
    arguments: [0, 'pattern'],
    message: 'A regular expression is built from {source}, so whoever sends it can make the match take forever',
    fix: 'Pass the value through re.escape',
    origins: FROM_OUTSIDE,
  },
]

const UNCHECKED = {
  rule: 'python/certificate-not-checked',
  cwe: [295],
  severity: 'high',
  message: 'The certificate of the other side is not checked, so anyone on the way can read and change what is sent',
  fix: 'Leave the check on, and name the authority with verify or cafile where it is your own',
} as const

export const PYTHON_NETWORK_CALLS: readonly CallRule[] = [
  {
    ...UNCHECKED,
    confidence: 0.9,
    calls: [
      `requests.${VERBS}`,
      'requests.request',
      `requests.{Session,session}().${VERBS}`,
      'requests.{Session,session}().request',
      `httpx.${VERBS}`,
      'httpx.{Client,AsyncClient,request,stream}',
    ],
    where: [{ argument: { name: 'verify' }, matches: /^(?:false|0)$/i }],
  },
  {
    ...UNCHECKED,
    confidence: 0.85,
    calls: ['ssl.{_create_unverified_context,_https_verify_certificates}'],
  },
  {
    ...UNCHECKED,
    confidence: 0.85,
    calls: ['aiohttp.{TCPConnector,ClientSession}', `aiohttp.ClientSession().${VERBS}`],
    where: [{ argument: { name: 'ssl' }, matches: /^false$/i }],
  },
  {
    ...UNCHECKED,
    confidence: 0.85,
    calls: ['urllib3.{PoolManager,HTTPSConnectionPool}', 'ssl.wrap_socket'],
    where: [{ argument: { name: 'cert_reqs' }, matches: /CERT_NONE/ }],
  },
  {
    ...UNCHECKED,
    cwe: [295, 322],
    confidence: 0.8,
    calls: ['*.set_missing_host_key_policy'],
    where: [
      {
        argument: { index: 0, name: 'policy' },
        matches: /(?:AutoAdd|Warning)Policy(?:\(\))?$/,
      },
    ],
    message: 'The key of the host is not checked, so anyone on the way can pose as it',
    fix: 'Load the known hosts and use paramiko.RejectPolicy',
  },
]

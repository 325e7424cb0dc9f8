import type { CallRule, MethodRule, SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const REQUEST = {
  rule: 'java/server-side-request-forgery',
  cwe: [918],
  severity: 'high',
  confidence: 0.75,
  message: 'The server asks an address from {source}, which can lie inside its own network',
  fix: 'Ask constant hosts only, or check the host against a list.',
  matter: 'url',
  /** A constant host. */
  prefixHeals: /^(?:https?|wss?|ftp):\/\/[^/?#]+[/?#]/i,
  origins: FROM_OUTSIDE,
} as const

export const outsideSinks: readonly SinkRule[] = [
  { ...REQUEST, calls: ['URL.{openConnection,openStream,getContent}'], arguments: ['receiver'] },
  { ...REQUEST, calls: ['{URLConnection,HttpURLConnection,HttpsURLConnection}.connect'], arguments: ['receiver'] },
  {
    ...REQUEST,
    calls: [
      '{RestTemplate,RestOperations,TestRestTemplate,AsyncRestTemplate}.{getForObject,getForEntity,exchange,postForObject,postForEntity,postForLocation,execute,put,delete,patchForObject,headForHeaders,optionsForAllow}',
    ],
    arguments: [0],
  },
  {
    ...REQUEST,
    calls: [
      'WebClient.create',
      '{WebClient,RestClient}.{get,post,put,delete,patch,head,method}().uri',
      'WebClient.builder().baseUrl',
    ],
    arguments: [0],
  },
  {
    ...REQUEST,
    calls: [
      '{HttpGet,HttpPost,HttpPut,HttpDelete,HttpPatch,HttpHead,HttpOptions,GetMethod,PostMethod,PutMethod,DeleteMethod}.{new,setURI}',
      '{RequestBuilder,ClassicRequestBuilder,SimpleRequestBuilder}.{get,post,put,delete,head,patch,setUri}',
    ],
    arguments: [0],
  },
  {
    ...REQUEST,
    calls: [
      'HttpRequest.newBuilder',
      '{HttpRequest.newBuilder(),HttpRequest.Builder}.uri',
      'Request.{Get,Post,Put,Delete,Head,get,post,put}',
    ],
    arguments: [0],
  },
  {
    ...REQUEST,
    calls: ['{Request.Builder,okhttp3.Request.Builder,Builder}.url', 'OkHttpClient.newWebSocket'],
    arguments: [0],
  },
  {
    ...REQUEST,
    calls: [
      'Jsoup.connect',
      'Unirest.{get,post,put,delete,head,patch,options}',
      'HttpUtil.{get,post,createGet,createPost,downloadFile}',
      'Client.{target,resource}',
      'ClientBuilder.newClient().target',
    ],
    arguments: [0],
  },
  {
    ...REQUEST,
    calls: ['{Socket,SSLSocket,InetSocketAddress}.new', 'SocketFactory.createSocket', 'SSLSocketFactory.createSocket'],
    arguments: [0],
    confidence: 0.6,
  },
  {
    ...REQUEST,
    calls: [
      'IOUtils.{toString,toByteArray,copy}',
      'ImageIO.read',
      'Resources.toString',
      'UrlResource.new',
      'FileUtils.copyURLToFile',
    ],
    arguments: [0],
    confidence: 0.4,
    origins: ['remote'],
  },
  { ...REQUEST, calls: ['{WebTarget,AsyncHttpClient}.{path,prepareGet,preparePost}'], arguments: [0], confidence: 0.5 },
  {
    ...REQUEST,
    calls: [
      'DriverManager.getConnection',
      '{HikariConfig,HikariDataSource,BasicDataSource,DriverManagerDataSource}.{setJdbcUrl,setUrl}',
    ],
    arguments: [0],
    message: 'A database is connected by an address from {source}, which can name another server or load files',
    prefixHeals: /^jdbc:\w+:(?:\w+:)?(?:\/\/|@)[^/?;]+[/?;:]/,
  },
]

const UNCHECKED = {
  rule: 'java/tls-certificate-not-checked',
  cwe: [295],
  severity: 'high',
  confidence: 0.85,
  message: 'A connection trusts every certificate or host name, so anybody on the way can read and change it',
  fix: 'Use the default trust manager and host name verifier; add your own authority to a trust store.',
} as const

/** Certificates and names of hosts that nobody checks. */
export const outsideCalls: readonly CallRule[] = [
  {
    ...UNCHECKED,
    calls: [
      '{NoopHostnameVerifier,AllowAllHostnameVerifier,TrustAllStrategy,TrustSelfSignedStrategy,TrustAllCertificates,InsecureTrustManagerFactory}.new',
    ],
  },
  {
    ...UNCHECKED,
    calls: ['*.{setSSLHostnameVerifier,setHostnameVerifier,setDefaultHostnameVerifier,hostnameVerifier}'],
    where: [{ argument: { index: 0 }, matches: /(?:Noop|AllowAll|Allow_?All_?)Hostname_?Verifier/i }],
  },
  {
    ...UNCHECKED,
    calls: ['*.{setSSLHostnameVerifier,setHostnameVerifier,setDefaultHostnameVerifier,hostnameVerifier}'],
    where: [{ argument: { index: 0 }, gives: true }],
  },
  {
    rule: 'java/weak-tls-version',
    cwe: [326, 327],
    severity: 'medium',
    confidence: 0.85,
    message: 'An old version of TLS is chosen whose encryption can be broken',
    fix: 'Ask for TLSv1.3 or TLSv1.2.',
    calls: ['SSLContext.getInstance'],
    where: [{ argument: { index: 0 }, constant: /^(?:SSLv[23]|TLSv1(?:\.1)?)$/i }],
  },
]

/** Checks that check nothing. */
export const outsideMethods: readonly MethodRule[] = [
  { ...UNCHECKED, methods: ['checkServerTrusted'], supers: /X509(?:Extended)?TrustManager$/, does: 'nothing' },
  { ...UNCHECKED, methods: ['verify'], supers: /HostnameVerifier$/, does: 'true' },
  { ...UNCHECKED, methods: ['isTrusted'], supers: /TrustStrategy$/, does: 'true' },
]

import type { CallRule, ReturnRule, SinkRule } from '../../flow/rules.ts'

const PAGE = {
  rule: 'java/cross-site-scripting',
  cwe: [79],
  severity: 'high',
  confidence: 0.8,
  message: 'A page is written with {source} in it, which can bring a script along',
  fix: 'Encode the value for HTML before it is written, for example with Encode.forHtml or by a template that escapes.',
  matter: 'html',
} as const

const REDIRECT = {
  rule: 'java/open-redirect',
  cwe: [601],
  severity: 'medium',
  confidence: 0.75,
  message: 'Whoever asks is sent on to an address from {source}, which can be anywhere',
  fix: 'Redirect to constant paths, or only to addresses of a list.',
  matter: 'redirect',
  /** A path of this site, or a constant host. */
  prefixHeals: /^(?:redirect:)?(?:\/[^/\\]|https?:\/\/[^/?#]+[/?#]|[\w.-]+[/?#])/,
} as const

const HEADER = {
  rule: 'java/header-injection',
  cwe: [113],
  severity: 'medium',
  confidence: 0.5,
  message: 'A header of the response is made from {source}, which can begin another with a line break',
  fix: 'Refuse or remove line breaks before the value goes into a header.',
  matter: 'header',
} as const

const RESPONSE = '{HttpServletResponse,HttpServletResponseWrapper}'

export const pageSinks: readonly SinkRule[] = [
  { ...PAGE, calls: ['{response.Writer,JspWriter}.{write,print,println,printf,format,append}'], arguments: 'all' },
  { ...PAGE, calls: ['{response.Stream,ServletOutputStream}.{print,println,write}'], arguments: [0] },
  // Of a writer that is handed in nobody knows where it leads.
  {
    ...PAGE,
    calls: ['{PrintWriter,Writer}.{print,println,printf,format}'],
    arguments: 'all',
    confidence: 0.45,
    origins: ['remote'],
    where: [{ argument: { index: -1 }, madeWithout: /./ }],
  },
  {
    ...PAGE,
    calls: [
      '{PrintWriter,Writer,OutputStreamWriter,BufferedWriter,PrintStream,BufferedOutputStream}.{write,print,println,printf,format,append}',
    ],
    arguments: 'all',
    where: [{ argument: { index: -1 }, madeWith: /^response\.(?:Writer|Stream)$/ }],
  },
  { ...PAGE, calls: ['io.javalin.http.Context.html'], arguments: [0] },
  { ...PAGE, calls: ['HttpServerResponse.{end,write}'], arguments: [0], confidence: 0.5 },
  { ...REDIRECT, calls: [`${RESPONSE}.sendRedirect`], arguments: [0] },
  {
    ...REDIRECT,
    calls: [`${RESPONSE}.{setHeader,addHeader}`],
    arguments: [1],
    where: [{ argument: { index: 0 }, matches: /^location$/i }],
  },
  { ...REDIRECT, calls: ['RedirectView.{new,setUrl}'], arguments: [0] },
  {
    ...REDIRECT,
    calls: ['Response.{seeOther,temporaryRedirect,location}', 'ResponseBuilder.location'],
    arguments: [0],
  },
  { ...REDIRECT, calls: ['{ResponseEntity.*,HttpHeaders}.{location,setLocation}'], arguments: [0] },
  {
    ...REDIRECT,
    calls: [
      'spark.Response.redirect',
      'io.javalin.http.Context.redirect',
      '{ExternalContext,RoutingContext}.redirect',
      'WebUtils.issueRedirect',
    ],
    arguments: 'all',
  },
  {
    ...REDIRECT,
    calls: ['ModelAndView.{new,setViewName}'],
    arguments: [0],
    prefixHeals: /^(?!redirect:(?:https?:\/\/)?$)/,
  },
  {
    ...HEADER,
    calls: [`${RESPONSE}.{setHeader,addHeader}`],
    arguments: [0, 1],
    where: [{ argument: { index: 0 }, differs: /^location$/i }],
  },
  {
    ...HEADER,
    calls: ['{ResponseBuilder,Response.ok(),HttpServerResponse}.{header,putHeader}'],
    arguments: [1],
    confidence: 0.4,
  },
  {
    rule: 'java/trust-boundary',
    cwe: [501],
    severity: 'low',
    confidence: 0.6,
    message: 'The session holds {source}, and what reads it there takes it for checked',
    fix: 'Check the value before it goes into the session, or keep what was not checked elsewhere.',
    matter: 'trust',
    calls: ['HttpSession.{setAttribute,putValue}'],
    arguments: 'all',
    origins: ['remote'],
  },
]

const MAPPINGS = '{RequestMapping,GetMapping,PostMapping,PutMapping,DeleteMapping,PatchMapping}'

export const pageReturns: readonly ReturnRule[] = [
  { ...PAGE, annotations: ['{RestController,ResponseBody}'], confidence: 0.55 },
  { ...REDIRECT, annotations: [MAPPINGS], prefixHeals: /^(?!redirect:(?:https?:\/\/)?$)/ },
]

const COOKIE = {
  rule: 'java/insecure-cookie',
  cwe: [614],
  severity: 'medium',
  confidence: 0.8,
  message: 'A cookie is sent without the Secure attribute, so it also goes over connections that others can read',
  fix: 'Call setSecure(true) on the cookie before it is added.',
} as const

export const pageCalls: readonly CallRule[] = [
  { ...COOKIE, calls: [`${RESPONSE}.addCookie`], where: [{ argument: { index: 0 }, field: 'secure', isNot: true }] },
  {
    ...COOKIE,
    calls: [`${RESPONSE}.{addHeader,setHeader}`],
    where: [
      { argument: { index: 0 }, matches: /^set-cookie$/i },
      { argument: { index: 1 }, differs: /;\s*secure\b/i },
    ],
  },
  {
    ...COOKIE,
    calls: ['{ResponseCookieBuilder,ResponseCookie.*}.secure'],
    where: [{ argument: { index: 0 }, matches: /^false$/ }],
    fix: 'Call secure(true).',
  },
  {
    ...COOKIE,
    calls: ['NewCookie.new'],
    where: [{ argument: { index: 6 }, matches: /^false$/ }],
    fix: 'Give true for the parameter secure.',
  },
  {
    rule: 'java/cookie-readable-by-scripts',
    cwe: [1004],
    severity: 'low',
    confidence: 0.6,
    message: 'A cookie is told to be readable by scripts, so a script that is slipped into a page can steal it',
    fix: 'Call setHttpOnly(true).',
    calls: ['Cookie.setHttpOnly', '{ResponseCookieBuilder,ResponseCookie.*}.httpOnly'],
    where: [{ argument: { index: 0 }, matches: /^false$/ }],
  },
  {
    rule: 'java/csrf-protection-off',
    cwe: [352],
    severity: 'medium',
    confidence: 0.5,
    message: 'The protection against requests that other sites forge is switched off',
    fix: 'Leave it on, unless every request brings a token that a browser does not send by itself.',
    calls: ['HttpSecurity.csrf().disable'],
  },
]

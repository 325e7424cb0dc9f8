import type { CallRule, PlaceRule, ReturnRule, SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const PAGE = {
  rule: 'python/cross-site-scripting',
  cwe: [79],
  severity: 'high',
  matter: 'html',
  message: 'A page is built from {source} without escaping, so whoever sends it can run scripts in the browser',
  fix: 'Render a template with autoescape, or pass the value through markupsafe.escape',
  origins: FROM_OUTSIDE,
} as const

const TEMPLATE = {
  rule: 'python/template-injection',
  cwe: [1336, 94, 79],
  severity: 'critical',
  matter: 'template',
  message: 'The text of a template is built from {source}, so whoever sends it can run code in it',
  fix: 'Keep the template constant and pass the value to it as a variable',
  origins: FROM_OUTSIDE,
} as const

const REDIRECT = {
  rule: 'python/open-redirect',
  cwe: [601],
  severity: 'medium',
  matter: 'redirect',
  message: 'The browser is sent to an address from {source}, so a link to this site can lead anywhere',
  fix: 'Redirect only to paths of this site or to addresses of a constant list',
  /** The site is fixed once a host or a path of this site stands first. */
  prefixHeals: /^(?:[a-z][\w+.-]*:\/\/[^/?#\s]+[/?#]|\/[^/\\]|[\w.-]+[/?#]|\?|#|…(?!:\/\/))/i,
  origins: FROM_OUTSIDE,
} as const

/** Kinds of content that a browser does not show as a page. */
const NO_PAGE = /json|plain|javascript|csv|octet|xml|image|pdf|event-stream|zip|excel/i
/** A map or list is sent as JSON. */
const TEXT = { argument: { index: 0 }, text: true } as const

export const PYTHON_WEB_SINKS: readonly SinkRule[] = [
  {
    ...PAGE,
    confidence: 0.85,
    calls: [
      'flask.make_response',
      '=make_response',
      'django.http.response.{HttpResponse,HttpResponseNotFound,HttpResponseBadRequest}',
      'django.http.{HttpResponse,HttpResponseNotFound,HttpResponseBadRequest,HttpResponseForbidden,HttpResponseServerError,StreamingHttpResponse}',
      '=HttpResponse',
      'bottle.HTTPResponse',
      'sanic.response.html',
      'pyramid.response.Response',
      'webob.Response',
    ],
    arguments: [0, 'content', 'body'],
    where: [{ argument: { index: 1, name: 'content_type' }, unless: NO_PAGE }, TEXT],
  },
  {
    ...PAGE,
    confidence: 0.85,
    calls: ['{flask,werkzeug,werkzeug.wrappers}.Response'],
    arguments: [0, 'response', 'body'],
    where: [
      {
        argument: { index: 3, name: 'mimetype' },
        unless: NO_PAGE,
      },
      {
        argument: { index: 4, name: 'content_type' },
        unless: NO_PAGE,
      },
    ],
  },
  {
    ...PAGE,
    confidence: 0.9,
    calls: ['{fastapi,starlette}.responses.HTMLResponse', 'HTMLResponse'],
    arguments: [0, 'content'],
  },
  {
    ...PAGE,
    confidence: 0.9,
    calls: ['aiohttp.web.Response'],
    arguments: ['text', 'body'],
    where: [{ argument: { name: 'content_type' }, matches: /html/i }],
  },
  {
    ...PAGE,
    confidence: 0.85,
    calls: ['self.{write,finish}', '*Handler.{write,finish}'],
    arguments: [0],
    where: [{ argument: { index: 0 }, built: true }, TEXT],
  },
  {
    ...PAGE,
    confidence: 0.85,
    calls: ['*.wfile.write'],
    arguments: [0],
    where: [{ argument: { index: 0 }, begins: /^\s*</ }],
  },
  {
    ...PAGE,
    confidence: 0.85,
    calls: [
      '{markupsafe,flask,jinja2,jinja2.utils}.Markup',
      '=Markup',
      'django.utils.safestring.{mark_safe,SafeString,SafeText}',
      '=mark_safe',
      '*.set_data',
    ],
    arguments: [0],
  },
  {
    ...TEMPLATE,
    confidence: 0.9,
    calls: [
      'flask.{render_template_string,stream_template_string}',
      '=render_template_string',
      'jinja2.{Template,environment.Template}',
      'jinja2.{Environment,sandbox.SandboxedEnvironment}().from_string',
      '*.jinja_env.from_string',
      'mako.template.Template',
      'django.template.{Template,engines.*.from_string}',
      'tornado.template.Template',
      'bottle.{template,SimpleTemplate}',
      'Template.from_string',
    ],
    arguments: [0, 'source', 'text'],
  },
  {
    ...REDIRECT,
    confidence: 0.85,
    calls: [
      '{flask,werkzeug.utils,bottle,flask.helpers}.redirect',
      '=redirect',
      'django.shortcuts.redirect',
      'django.http.{HttpResponseRedirect,HttpResponsePermanentRedirect}',
      '{HttpResponseRedirect,HttpResponsePermanentRedirect,RedirectResponse}',
      '{starlette,fastapi}.responses.RedirectResponse',
      'aiohttp.web.{HTTPFound,HTTPSeeOther,HTTPMovedPermanently,HTTPTemporaryRedirect,HTTPPermanentRedirect}',
      'self.redirect',
      '*Handler.redirect',
      'sanic.response.redirect',
      'pyramid.httpexceptions.{HTTPFound,HTTPSeeOther,HTTPMovedPermanently}',
      'cherrypy.HTTPRedirect',
    ],
    arguments: [0, 'location', 'url', 'to', 'redirect_to'],
    // The page that was asked for is no choice of a stranger.
    where: [{ argument: { index: 0 }, unless: /(?:^|\.)request\.(?:path|path_info)$/ }],
  },
]

export const PYTHON_WEB_PLACES: readonly PlaceRule[] = [
  {
    ...REDIRECT,
    confidence: 0.85,
    places: ['*.headers.Location', '*.location', '*.Location'],
  },
  {
    rule: 'python/trust-boundary',
    cwe: [501],
    severity: 'low',
    confidence: 0.6,
    matter: 'trust',
    places: ['flask.session.*', '{request,Request}.session.*', '=session.*'],
    message: 'Unchecked data from {source} is put into the session, where other code takes it for checked',
    fix: 'Check the value against what is allowed before it goes into the session',
  },
]

const VERBS = '{route,get,post,put,patch,delete}'

/** Flask and Bottle send a text that a handler gives back as a page. */
export const PYTHON_WEB_RETURNS: readonly ReturnRule[] = [
  {
    ...PAGE,
    confidence: 0.85,
    annotations: [
      '*.{route,errorhandler,app_errorhandler}',
      '=route',
      `{flask.Flask,flask.Blueprint,bottle.Bottle}().${VERBS}`,
      `bottle.${VERBS}`,
    ],
  },
]

const NOT_SECURE = {
  rule: 'python/insecure-cookie',
  cwe: [614],
  severity: 'medium',
  calls: ['*.set_cookie'],
  message: 'The cookie is also sent over connections that are not encrypted',
  fix: 'Pass secure=True',
} as const

export const PYTHON_WEB_CALLS: readonly CallRule[] = [
  {
    ...NOT_SECURE,
    confidence: 0.75,
    where: [
      { argument: { index: 6, name: 'secure' }, absent: true },
      // A cookie that ends at once is taken away, not set.
      { argument: { index: 2, name: 'max_age' }, unless: /^0$/ },
      { argument: { index: 3, name: 'expires' }, unless: /^0$/ },
    ],
  },
  { ...NOT_SECURE, confidence: 0.9, where: [{ argument: { index: 6, name: 'secure' }, matches: /^(?:false|0)$/i }] },
  {
    ...NOT_SECURE,
    rule: 'python/cookie-without-httponly',
    cwe: [1004],
    severity: 'low',
    confidence: 0.7,
    where: [{ argument: { index: 7, name: 'httponly' }, matches: /^(?:false|0)$/i }],
    message: 'Scripts in the page can read the cookie',
    fix: 'Pass httponly=True',
  },
  {
    rule: 'python/debug-mode',
    cwe: [489, 215],
    severity: 'medium',
    confidence: 0.8,
    calls: ['flask.Flask().run', '={app,application}.run'],
    where: [{ argument: { index: 2, name: 'debug' }, matches: /^(?:true|1)$/i }],
    message: 'The server runs in debug mode, where its error page lets anyone run code',
    fix: 'Take debug from the configuration and leave it off by default',
  },
  {
    rule: 'python/autoescape-off',
    cwe: [79],
    severity: 'medium',
    confidence: 0.7,
    calls: ['jinja2.{Environment,environment.Environment}'],
    where: [{ argument: { name: 'autoescape' }, matches: /^(?:false|0)$/i }],
    message: 'Templates of this environment do not escape what is put into them',
    fix: 'Pass autoescape=jinja2.select_autoescape()',
  },
]

import type { FlowRules, SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const SCRIPTING: Omit<SinkRule, 'calls' | 'arguments'> = {
  rule: 'go/cross-site-scripting',
  cwe: [79],
  severity: 'high',
  confidence: 0.85,
  matter: 'html',
  origins: FROM_OUTSIDE,
  message:
    'A page is written with {source} as it came, so whoever sends it can have a script run in the reader’s browser',
  fix: 'Write the page through `html/template`, or escape the value with `html.EscapeString`.',
}

const REDIRECT: Omit<SinkRule, 'calls' | 'arguments'> = {
  rule: 'go/open-redirect',
  cwe: [601],
  severity: 'medium',
  confidence: 0.8,
  matter: 'redirect',
  origins: FROM_OUTSIDE,
  prefixHeals: /^\/[^/\\]|^https?:\/\/(?:[^/?#]+[/?#]|…)|^…(?:[^/?#:]|:\d)*[/?#]|^[?#]/,
  message: 'The address that the browser is sent on to is {source}, so it may be anybody’s',
  fix: 'Send on only to paths of your own: take them from a list, or refuse what has a host.',
}

const FORGERY: Omit<SinkRule, 'calls' | 'arguments'> = {
  rule: 'go/server-side-request-forgery',
  cwe: [918],
  severity: 'high',
  confidence: 0.85,
  matter: 'url',
  origins: FROM_OUTSIDE,
  prefixHeals: /^[a-z]+:\/\/[^/?#]+[/?#]|^…(?:[^/?#:]|:\d)*[/?#]|^…$/,
  message:
    'The server sends a request to an address built from {source}, so it can be turned against what is inside the network',
  fix: 'Keep the host constant, or compare it with a list of hosts that are allowed.',
}

const MARKUP = { argument: { index: -1 }, field: 'contentType', isNot: 'data' } as const
const FIBER = '{fiber,fiber/v2,fiber/v3}.Ctx'
const ECHO = '{echo,echo/v4,echo/v5}.Context'
const CLIENT_VERBS = '{Get,Head,Post,PostForm}'

/** What is sent to a browser, and what the server itself asks of others. */
export const WEB: Pick<FlowRules, 'sinks' | 'sanitisers' | 'guards' | 'clean' | 'types'> = {
  sinks: [
    {
      ...SCRIPTING,
      calls: [
        'net/http.ResponseWriter.{Write,WriteString,Fprintf,Fprint,ReadFrom}',
        'gin.ResponseWriter.{Write,WriteString,Fprintf,Fprint}',
        'fasthttp.RequestCtx.{Write,WriteString,SetBodyString,Fprintf,Fprint}',
      ],
      arguments: [0],
      where: [MARKUP],
    },
    { ...SCRIPTING, calls: ['html/template.{HTML,JS,JSStr,CSS,HTMLAttr,URL,Srcset}'], arguments: [0] },
    { ...SCRIPTING, calls: ['text/template.Template.Execute'], arguments: [1], confidence: 0.6 },
    { ...SCRIPTING, calls: ['text/template.Template.ExecuteTemplate'], arguments: [2], confidence: 0.6 },
    { ...SCRIPTING, calls: [`${ECHO}.{HTML,HTMLBlob}`], arguments: [1] },
    { ...SCRIPTING, calls: ['render.HTML'], arguments: [2] },
    {
      ...SCRIPTING,
      calls: ['gin.Context.Data', `${ECHO}.{Blob,Stream}`],
      arguments: [2],
      where: [{ argument: { index: 1 }, matches: /html|svg|xml/i }],
    },
    {
      ...SCRIPTING,
      calls: [`${FIBER}.{SendString,Send,Write,WriteString,Fprintf,Fprint,SendStream}`],
      arguments: [0],
      where: [{ argument: { index: -1 }, field: 'contentType', is: 'markup' }],
    },
    {
      ...SCRIPTING,
      calls: ['gin.Context.String'],
      arguments: [1, 2, 3, 4],
      where: [{ argument: { index: -1 }, field: 'contentType', is: 'markup' }],
    },
    { ...SCRIPTING, calls: ['{iris,context}.Context.{HTML,WriteString}'], arguments: [0] },
    { ...REDIRECT, calls: ['net/http.Redirect'], arguments: [2] },
    { ...REDIRECT, calls: ['gin.Context.Redirect', `${ECHO}.Redirect`], arguments: [1] },
    {
      ...REDIRECT,
      calls: [
        'net/http.RedirectHandler',
        '{fiber,fiber/v2}.Ctx.Redirect',
        'fiber/v3.Redirect.To',
        '{iris,context}.Context.Redirect',
        'fasthttp.RequestCtx.Redirect',
        '{web,beego}.Controller.Redirect',
      ],
      arguments: [0],
    },
    {
      ...REDIRECT,
      calls: [
        'net/http.Header.{Set,Add}',
        'net/http.ResponseWriter.Header().{Set,Add}',
        'gin.Context.Header',
        `${FIBER}.Set`,
      ],
      arguments: [1],
      where: [{ argument: { index: 0 }, matches: /^(?:location|refresh)$/i }],
    },
    {
      ...FORGERY,
      calls: [
        `net/http.${CLIENT_VERBS}`,
        `net/http.Client.${CLIENT_VERBS}`,
        `net/http.DefaultClient.${CLIENT_VERBS}`,
        'resty.Request.{Get,Post,Put,Patch,Delete,Head}',
        'retryablehttp.{Get,Post}',
        'grequests.{Get,Post}',
        'gorequest.SuperAgent.{Get,Post}',
        'httputil.NewSingleHostReverseProxy',
        'net/http/httputil.NewSingleHostReverseProxy',
      ],
      arguments: [0],
    },
    {
      ...FORGERY,
      calls: ['net/http.NewRequest', 'retryablehttp.NewRequest', 'fasthttp.Get', 'fasthttp.Request.SetRequestURI'],
      arguments: [0, 1],
    },
    { ...FORGERY, calls: ['net/http.NewRequestWithContext'], arguments: [2] },
    {
      ...FORGERY,
      calls: ['net.{Dial,DialTimeout}', 'net.Dialer.Dial', 'crypto/tls.Dial'],
      arguments: [1],
      confidence: 0.7,
    },
    { ...FORGERY, calls: ['net.Dialer.DialContext'], arguments: [2], confidence: 0.7 },
    { ...FORGERY, calls: ['websocket.Dialer.Dial', 'websocket.DefaultDialer.Dial', 'websocket.Dial'], arguments: [0] },
    {
      rule: 'go/permissive-origin',
      cwe: [942, 346],
      severity: 'medium',
      confidence: 0.7,
      matter: 'header',
      origins: ['remote'],
      calls: ['net/http.Header.Set', 'net/http.ResponseWriter.Header().Set', 'gin.Context.Header', `${FIBER}.Set`],
      arguments: [1],
      where: [{ argument: { index: 0 }, matches: /^access-control-allow-origin$/i }],
      message: 'Every page may read the answer, because the origin that is allowed is {source}',
      fix: 'Compare the origin with a list before it is allowed.',
    },
    {
      rule: 'go/trust-boundary',
      cwe: [501],
      severity: 'low',
      confidence: 0.4,
      matter: 'trust',
      origins: ['remote'],
      calls: ['sessions.Session.Set', 'session.Session.Set', 'scs.SessionManager.Put', 'scs/v2.SessionManager.Put'],
      arguments: 'all',
      message: 'A session keeps {source} unchecked, where later code takes it for checked',
      fix: 'Check the value before it enters the session.',
    },
    {
      rule: 'go/log-injection',
      cwe: [117],
      severity: 'low',
      confidence: 0.35,
      matter: 'log',
      origins: ['remote'],
      calls: ['log.{Print,Printf,Println}', 'log.Logger.{Print,Printf,Println}'],
      arguments: 'all',
      message: 'A line of the log is written with {source}, whose line breaks can forge other lines',
      fix: 'Write it with `%q`, or log with fields.',
    },
  ],
  sanitisers: [
    {
      calls: [
        'html.EscapeString',
        '{html,text}/template.{HTMLEscapeString,HTMLEscaper,JSEscapeString,JSEscaper,URLQueryEscaper}',
        '*.{Sanitize,SanitizeBytes,SanitizeReader}',
      ],
      clears: ['html'],
    },
    {
      calls: [
        'encoding/json.{Marshal,MarshalIndent}',
        'encoding/json.HTMLEscape',
        'encoding/xml.{Marshal,MarshalIndent,EscapeText}',
      ],
      clears: ['html', 'log'],
    },
    {
      calls: ['net/url.{QueryEscape,PathEscape}', 'net/url.Values.Encode'],
      clears: ['html', 'url', 'redirect', 'path', 'header', 'log'],
    },
    {
      calls: [
        'strings.{ReplaceAll,Replace}',
        'strings.Replacer.Replace',
        'strings.NewReplacer().Replace',
        'strconv.{Quote,QuoteToASCII}',
      ],
      clears: ['log'],
    },
  ],
  guards: [
    {
      calls: ['strings.HasSuffix'],
      subject: 0,
      clears: ['url', 'redirect'],
      when: true,
      where: [{ argument: { index: 1 }, matches: /^\.[a-z0-9-]+\.[a-z0-9.-]+$/i }],
    },
    { calls: ['net/url.URL.IsAbs'], subject: 'receiver', clears: ['redirect'], when: false },
    {
      calls: ['strings.HasPrefix'],
      subject: 0,
      clears: ['redirect', 'url'],
      when: true,
      where: [{ argument: { index: 1 }, matches: /^https?:\/\/[^/?#]+[/?#]/ }],
    },
    {
      calls: ['strings.HasPrefix'],
      subject: 0,
      clears: ['redirect'],
      when: false,
      where: [{ argument: { index: 1 }, matches: /^(?:\/\/|https?:.*)$/ }],
    },
  ],
  types: [
    {
      values: ['net/url.{Parse,ParseRequestURI}()', 'net/url.URL.{ResolveReference,JoinPath,Parse}()'],
      type: 'net/url.URL',
    },
    { values: ['net/url.URL.Query()', 'net/url.ParseQuery()'], type: 'net/url.Values' },
    { values: ['net/http.ResponseWriter.Header()'], type: 'net/http.Header' },
    { values: ['net/http.{NewRequest,NewRequestWithContext}()'], type: 'net/http.Request#sent' },
    {
      values: ['resty.Client.R()', 'resty.New().R()', 'resty/v2.New().R()', 'resty/v2.Client.R()'],
      type: 'resty.Request',
    },
    { values: ['fiber/v3.Ctx.Redirect()'], type: 'fiber/v3.Redirect' },
    { values: ['sessions.{Default,DefaultMany}()'], type: 'sessions.Session' },
    { values: ['net/http.DefaultClient'], type: 'net/http.Client' },
  ],
  clean: [
    {
      calls: [
        `net/http.{Client,DefaultClient}.{Get,Head,Post,PostForm,Do}`,
        `net/http.${CLIENT_VERBS}`,
        'net.{Dial,DialTimeout}',
        'resty.Request.{Get,Post,Put,Patch,Delete,Head}',
      ],
    },
  ],
}

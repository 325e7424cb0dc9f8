import type { PlaceRule, ReturnRule, SinkRule, Weakness } from '../../flow/rules.ts'

const SENT: Weakness = {
  rule: 'script/cross-site-scripting',
  cwe: [79, 80, 116],
  severity: 'high',
  confidence: 0.8,
  message: 'A page is sent that holds {source} without escaping, so that it may run scripts',
  fix: 'Escape what HTML acts on (& < > " \') before it goes into the page.',
}

const SHOWN: Weakness = {
  ...SENT,
  message: '{source} becomes part of the page as HTML, so that it may run scripts',
  fix: 'Set textContent, or escape or sanitise it first.',
}

/** The beginning of plain text and of data is no page. */
const NO_PAGE = /^\s*[{[](?!\s*<)/

const SENDING = ['Response.{send,end,write}', '{res,response,reply}.{send,end,write}', 'Context.html'] as const
const LOOKED_UP =
  /^(?!.*\b(?:Request|Context|req|ctx|decodeURI(?:Component)?|unescape|String|from|toString|replace|slice|substr|substring|pop|shift)\b[^()]*\(\)[^()]*$).*\(\)[^()]*$/

/** Where text becomes a page. */
export const MARKUP_SINKS: readonly SinkRule[] = [
  {
    ...SENT,
    matter: 'html',
    calls: SENDING,
    arguments: [0],
    where: [{ argument: { index: 0 }, built: true }],
    prefixHeals: NO_PAGE,
    origins: ['remote'],
  },
  {
    ...SENT,
    matter: 'html',
    calls: SENDING,
    arguments: [0],
    // What is looked up by a part of the request is not that part.
    where: [{ argument: { index: 0 }, unless: LOOKED_UP }],
    origins: ['remote'],
  },
  {
    ...SHOWN,
    matter: 'html',
    calls: ['document.{write,writeln}', 'window.document.{write,writeln}'],
    arguments: 'all',
  },
  { ...SHOWN, matter: 'html', calls: ['*.insertAdjacentHTML'], arguments: [1] },
  {
    ...SHOWN,
    matter: 'html',
    calls: ['*.createContextualFragment', 'DOMParser().parseFromString', '*.setHTMLUnsafe'],
    arguments: [0],
  },
  {
    ...SHOWN,
    matter: 'html',
    calls: [
      '{$,jQuery,jquery,zepto}().{html,append,prepend,after,before,replaceWith,wrap,wrapAll,wrapInner}',
      '{$,jQuery,jquery}().*.{html,append,prepend,after,before,replaceWith}',
      '$*.{html,append,prepend,after,before,replaceWith}',
      '*.html',
      '{jQuery,jquery,$}.parseHTML',
    ],
    arguments: [0],
  },
  {
    ...SHOWN,
    matter: 'html',
    calls: ['={$,jQuery}', '=jquery', '={$,jQuery}().{appendTo,prependTo,insertAfter,insertBefore}'],
    arguments: [0],
    where: [{ argument: { index: 0 }, built: true }],
    prefixHeals: /^[#.[\w:]/,
  },
  {
    ...SHOWN,
    matter: 'html',
    calls: ['={$,jQuery}', '=jquery'],
    arguments: [0],
    origins: ['remote'],
    prefixHeals: /^[#.[\w:]/,
  },
]

/** Members that take HTML. */
export const MARKUP_PLACES: readonly PlaceRule[] = [
  { ...SHOWN, matter: 'html', places: ['*.{innerHTML,outerHTML,srcdoc}', '*.@dangerouslySetInnerHTML'] },
  {
    rule: 'script/open-redirect',
    cwe: [601, 79],
    severity: 'medium',
    confidence: 0.7,
    message: 'The page goes to an address from {source}, which may be foreign or a script',
    fix: 'Go only to paths of this site, or to addresses from a fixed list.',
    matter: 'redirect',
    places: ['={location}', '{window,document,self,top,parent}.location', 'location.href'],
    prefixHeals: /^(?:\/(?![/\\])|[?#]|https?:\/\/[^/?#]+[/?#]|mailto:|tel:|\w+\.html|\.)/,
  },
  { ...SENT, matter: 'html', places: ['Context.body', 'ctx.body', '*.response.body'], prefixHeals: NO_PAGE },
]

/** What a handler of a controller gives back is sent. */
export const MARKUP_RETURNS: readonly ReturnRule[] = [
  { ...SENT, matter: 'html', annotations: ['{Get,Post,Put,Patch,Delete,All}'], prefixHeals: NO_PAGE },
]

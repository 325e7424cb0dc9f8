import type { SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const LDAP = {
  rule: 'python/ldap-injection',
  cwe: [90],
  severity: 'high',
  matter: 'ldap',
  message: 'A search in the directory is built from {source}, so whoever sends it can change what is found',
  fix: 'Pass the value through ldap3.utils.conv.escape_filter_chars or ldap.filter.escape_filter_chars',
  origins: FROM_OUTSIDE,
} as const

const XPATH = {
  rule: 'python/xpath-injection',
  cwe: [643],
  severity: 'high',
  matter: 'xpath',
  message: 'An XPath expression is built from {source}, so whoever sends it can change what is selected',
  fix: 'Keep the expression constant and pass the value as a variable ($name) of it',
  origins: FROM_OUTSIDE,
} as const

const XML = {
  rule: 'python/xml-external-entities',
  cwe: [611],
  severity: 'high',
  matter: 'xml',
  message: 'XML from {source} is read by a parser that resolves external entities, which can read files of the server',
  fix: 'Read it with defusedxml, or switch external entities off in the parser',
  origins: FROM_OUTSIDE,
} as const

/** The feature by which the parsers of the standard library resolve external entities, by its constant and by its address. */
const EXTERNAL_ENTITIES = ['feature_external_ges', 'http://xml.org/sax/features/external-general-entities'] as const

const FIND = '{find,findall,findtext,iterfind}'

/** Searches in directories and XML, and the reading of XML. */
export const PYTHON_DIRECTORY_SINKS: readonly SinkRule[] = [
  {
    ...LDAP,
    confidence: 0.9,
    calls: [
      'ldap3.Connection().search',
      'ldap3.Connection().extend.standard.paged_search',
      '{conn,connection,ldap_conn,ldap_connection,ldap}.search',
      '*.paged_search',
      'ldap3.Connection().{add,delete,modify,modify_dn}',
    ],
    arguments: [0, 1, 'search_base', 'search_filter'],
  },
  {
    ...LDAP,
    confidence: 0.9,
    calls: ['*.{search_s,search_st,search_ext,search_ext_s}', 'ldap.{initialize,open}().search'],
    arguments: [0, 2, 'base', 'filterstr'],
  },
  {
    ...XPATH,
    confidence: 0.9,
    calls: ['*.xpath', 'lxml.etree.{XPath,ETXPath,XPathEvaluator()}', 'elementpath.XPath2Parser().parse'],
    arguments: [0, 'path', '_path'],
  },
  {
    ...XPATH,
    confidence: 0.9,
    calls: ['elementpath.{select,iter_select}'],
    arguments: [1, 'path'],
  },
  {
    ...XPATH,
    confidence: 0.9,
    calls: ['elementpath.Selector', 'libxml2.*.xpathEval', '*.xpathEval'],
    arguments: [0, 'path'],
  },
  {
    ...XPATH,
    confidence: 0.85,
    calls: [
      `xml.etree.ElementTree.*.${FIND}`,
      `xml.etree.cElementTree.*.${FIND}`,
      `lxml.etree.*.${FIND}`,
      `defusedxml.ElementTree.*.${FIND}`,
      `{root,tree,doc,xml_root,xml_tree,element}.{findall,iterfind,findtext}`,
    ],
    arguments: [0, 'path', 'match'],
  },
  {
    ...XML,
    confidence: 0.85,
    calls: ['lxml.etree.{fromstring,XML,parse,iterparse,fromstringlist}', 'lxml.objectify.{fromstring,parse}'],
    arguments: [0, 'source', 'text'],
    where: [{ argument: { index: 1, name: 'parser' }, field: 'resolve_entities', is: true }],
  },
  {
    ...XML,
    confidence: 0.85,
    calls: ['lxml.etree.iterparse'],
    arguments: [0, 'source'],
    where: [{ argument: { name: 'resolve_entities' }, matches: /^true$/i }],
  },
  {
    ...XML,
    confidence: 0.85,
    calls: ['lxml.etree.{XMLParser,XMLPullParser,ETCompatXMLParser}().feed'],
    arguments: [0],
    where: [{ argument: { index: -1 }, field: 'resolve_entities', is: true }],
  },
  ...EXTERNAL_ENTITIES.flatMap((field): SinkRule[] => [
    {
      ...XML,
      confidence: 0.9,
      calls: [
        'xml.sax.{make_parser,expatreader.create_parser}().{parse,feed}',
        'xml.sax.expatreader.ExpatParser().{parse,feed}',
      ],
      arguments: [0, 'source'],
      where: [{ argument: { index: -1 }, field, is: true }],
    },
    {
      ...XML,
      confidence: 0.9,
      calls: ['xml.dom.{minidom,pulldom}.{parse,parseString}'],
      arguments: [0, 'file', 'string', 'stream_or_string'],
      where: [{ argument: { index: 1, name: 'parser' }, field, is: true }],
    },
  ]),
]

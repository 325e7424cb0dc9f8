import type { SinkRule } from '../../flow/rules.ts'

const LDAP = {
  rule: 'java/ldap-injection',
  cwe: [90],
  severity: 'high',
  confidence: 0.85,
  message: 'A search of a directory is built from {source}, which can change whom it finds',
  fix: 'Encode the value for a filter, or pass it as a filter argument ({0}).',
  matter: 'ldap',
} as const

const XPATH = {
  rule: 'java/xpath-injection',
  cwe: [643],
  severity: 'high',
  confidence: 0.85,
  message: 'An XPath expression is built from {source}, which can change what it selects',
  fix: 'Keep the expression constant and give the value as a variable (XPathVariableResolver).',
  matter: 'xpath',
} as const

/** Directories, names and documents that are asked with a text. */
export const directorySinks: readonly SinkRule[] = [
  {
    ...LDAP,
    calls: ['{DirContext,InitialDirContext,LdapContext,InitialLdapContext,EventDirContext}.search'],
    arguments: [0, 1],
  },
  {
    ...LDAP,
    calls: ['{LdapTemplate,LdapOperations}.{search,searchForObject,searchForContext,authenticate,find,findOne}'],
    arguments: [0, 1],
  },
  {
    ...LDAP,
    calls: [
      '{LdapConnection,LDAPConnection}.{search,searchForEntry}',
      '{SearchRequest,HardcodedFilter}.new',
      'Filter.create',
      'LdapQueryBuilder.*.filter',
      'LdapQueryBuilder.filter',
    ],
    arguments: 'all',
  },
  {
    ...XPATH,
    calls: [
      'XPath.{evaluate,compile,evaluateExpression}',
      'XPathFactory.compile',
      'XPathCompiler.{compile,evaluate,evaluateSingle}',
    ],
    arguments: [0],
  },
  {
    ...XPATH,
    calls: [
      '{Document,Node,Element,Branch}.{selectNodes,selectSingleNode,selectObject,numberValueOf}',
      'DocumentHelper.{createXPath,createXPathFilter}',
      '{JXPathContext.getValue,JXPathContext.iterate,JXPathContext.selectNodes,JXPathContext.compile}',
      '{DOMXPath,JDOMXPath,Dom4jXPath}.new',
      'XPath.newInstance',
    ],
    arguments: [0],
  },
  {
    ...XPATH,
    calls: ['{XPathAPI,CachedXPathAPI}.{selectNodeList,selectSingleNode,selectNodeIterator,eval}', 'XPath.selectNodes'],
    arguments: [1],
  },
  {
    rule: 'java/jndi-injection',
    cwe: [74, 94],
    severity: 'critical',
    confidence: 0.8,
    message: 'A name from {source} is looked up, and a name can point to code on a server of somebody else',
    fix: 'Look up constant names only.',
    matter: 'code',
    calls: [
      '{Context,InitialContext,DirContext,InitialDirContext,LdapContext,JndiTemplate,JndiLocatorDelegate}.{lookup,doLookup,lookupLink}',
    ],
    arguments: [0],
    prefixHeals: /^java:/,
  },
]

import type { FlowRules } from '../../flow/rules.ts'

/** Languages inside of texts: XPath, LDAP filters, and what is made back into objects. */
export const INTERPRETERS: Pick<FlowRules, 'sinks' | 'sanitisers'> = {
  sinks: [
    {
      rule: 'go/xpath-injection',
      cwe: [643],
      severity: 'high',
      confidence: 0.85,
      matter: 'xpath',
      calls: ['{xmlquery,htmlquery,jsonquery}.{Find,FindOne,FindEach,Query,QueryAll}'],
      arguments: [1],
      message: 'An XPath expression is built from {source}, so whoever sends it decides what is found',
      fix: 'Select by a constant expression and compare the value in Go.',
    },
    {
      rule: 'go/xpath-injection',
      cwe: [643],
      severity: 'high',
      confidence: 0.85,
      matter: 'xpath',
      calls: [
        'xpath.{Compile,MustCompile}',
        'etree.{Document,Element}.{FindElement,FindElements}',
        'etree.{CompilePath,MustCompilePath}',
        'xmlpath.{Compile,MustCompile}',
      ],
      arguments: [0],
      message: 'An XPath expression is built from {source}, so whoever sends it decides what is found',
      fix: 'Select by a constant expression and compare the value in Go.',
    },
    {
      rule: 'go/ldap-injection',
      cwe: [90],
      severity: 'high',
      confidence: 0.85,
      matter: 'ldap',
      calls: ['{ldap,ldap/v3}.NewSearchRequest'],
      arguments: [0, 6],
      message: 'An LDAP search is built from {source}, so whoever sends it decides whom it finds',
      fix: 'Escape the value with `ldap.EscapeFilter`, or `ldap.EscapeDN` in a name.',
    },
    {
      rule: 'go/unsafe-deserialisation',
      cwe: [502],
      severity: 'medium',
      confidence: 0.6,
      matter: 'deserialise',
      origins: ['remote'],
      calls: ['encoding/gob.NewDecoder'],
      arguments: [0],
      message:
        'Gob decodes {source}, and is not made for data of strangers: it can use up memory and fill any type that is registered',
      fix: 'Take JSON or protocol buffers from strangers, with a limit of size.',
    },
  ],
  sanitisers: [{ calls: ['{ldap,ldap/v3}.{EscapeFilter,EscapeDN}'], clears: ['ldap'] }],
}

import { isRepetitive, isSequential } from './randomness.ts'

/** Words that say that a value only stands in for one. Long enough not to turn up by chance in what is random. */
const STAND_IN =
  /example|sample|dummy|placeholder|changeme|change[-_]me|change[-_]this|replace|redacted|insert[-_]|your[-_]|[-_]here\b|yourapi|yourtoken|yoursecret|yourkey|foobar|fake|mock|lorem|notreal|not[-_]a[-_]real|invalid|xxxx|\*{3}|\.{3}|…|#{4}|-{5}|_{5}|0{8}|123456|234567890|abcdef|abc123|abcd12|qwerty|asdfg|zyxwv|deadbeef|cafebabe|todo|my[-_](?:api|secret|token|key|pass)/i

/** A value that code or a template puts in: `${X}`, `{{ x }}`, `$(x)`, `%X%`, `<x>`, `#{x}`, `@x@`, `$X`, `env:X`. */
const REFERENCE =
  /\$\{|\{\{|\$\(|#\{|<%|%>|\$\[|@\{|^%[\w.-]{1,60}%$|^<[^>]{0,80}>?$|^@@?[A-Za-z_.-]{1,60}@@?$|^\$[A-Za-z_]\w{0,60}$|^__[A-Z_]+__$|%[sdv](?![0-9A-Za-z%])|^\{[\w.]{0,60}\}$|^:[a-z_]+$|^&[a-z_]+$|\bprocess\.env\b|\bos\.environ|\bgetenv\b|\bENV\[|\bsecrets\.|\bvars\.|^(?:var|local|data|module|config|settings|self|this|params|env|args|opts|options|props|state|request|req|ctx|context)[.[]|^(?:env|ref|file|vault|op|ssm|secretsmanager|keyvault|gcpsm|secret|awssm|sm):|^!(?:Ref|Sub|GetAtt|vault|secret)\b/

/** Credentials that stand in standards and manuals, and from there everywhere: RFC 5849, 6749 and 7617. */
const OF_STANDARDS: ReadonlySet<string> = new Set([
  '2YotnFZFEjr1zCsicMWpAA',
  'tGzv3JOkF0XG5Qx2TlKWIA',
  'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
  'SplxlOBeZQQYbYS6WxSbIA',
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  'h480djs93hd8',
  'dpf43f3p2l4k3l03',
  'kd94hf93k423kf44',
  'nnch734d00sl2jdk',
  'pfkkdhi9sl3r4s00',
])

/** Whether a value stands in for a credential, or for nothing: a sample, a template variable, a row of the same characters. */
export function isPlaceholder(value: string): boolean {
  return (
    STAND_IN.test(value) || OF_STANDARDS.has(value) || isReference(value) || isSequential(value) || isRepetitive(value)
  )
}

/** Whether a value is put in from elsewhere when it is used. */
export function isReference(value: string): boolean {
  return REFERENCE.test(value)
}

// biome-ignore format: a list of words
const EVERYDAY_PASSWORDS: ReadonlySet<string> = new Set([
  'password', 'passwd', 'passwort', 'pass', 'pwd', 'pw', 'secret', 'secrets', 'token', 'key', 'apikey', 'api_key', 'api-key',
  'test', 'testing', 'tester', 'admin', 'administrator', 'root', 'user', 'username', 'guest', 'default', 'foo', 'bar', 'baz', 'none', 'null',
  'nil', 'undefined', 'true', 'false', 'empty', 'string', 'text', 'value', 'xxx', 'abc', 'postgres', 'mysql', 'mongo', 'redis',
  'rabbitmq', 'mypassword', 'mypass', 'mysecret', 'yourpassword', 'userpassword', 'userpass', 'dbpassword', 'letmein',
  'welcome', 'hidden', 'required', 'optional', 'unused', 'masked', 'hunter2', 'swordfish', 'pass123', 'password1', 'password123', 'admin123',
  'test123', 'test1234', 'secret123', 'p@ssw0rd', 'passw0rd', 'pa55w0rd', 'pa$$w0rd', 'p@ssword', 'private', 'public', 'login',
  'credential', 'credentials', 'bearer', 'basic', 'elastic', 'minio', 'minioadmin', 'minio123', 'sa', 'demo', 'localhost', 'anonymous', 'anoncvs', 'x-oauth-basic',
])

/** `my-password1`, `token1234`, `ThisIsMySecret`. */
const NAMED_AFTER_ITSELF =
  /^(?:this[-_]?is[-_]?)?(?:my|your|the|a|an|some|any|user|test|admin|root|new|old|super|db|service|access|client)?[-_ .]?(?:password|passwd|pass|pwd|pw|secret|token|key|api[-_]?key|credentials?)[-_]?[\dA-Z]{0,4}[!.?]{0,3}$/i

/** Whether a password is one of those that stand in every manual, which nobody has to be told of. */
export function isEverydayPassword(value: string): boolean {
  return EVERYDAY_PASSWORDS.has(value.toLowerCase().replace(/[!.?]{1,3}$/, '')) || NAMED_AFTER_ITSELF.test(value)
}

/** Whether a password that stands where a login is needed is a stand-in: an everyday word, a placeholder, a reference. */
export function isStandInPassword(value: string): boolean {
  return isEverydayPassword(value) || isPlaceholder(value)
}

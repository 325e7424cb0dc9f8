/** What a name says of its value: a password of a person's making, a credential, or a key of some kind; or no secret at all. */
export type NameSays = 'password' | 'credential' | 'key' | 'nothing'

const SPLIT = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g

/** `myApiKey2` → `my api key 2`. */
export function wordsOf(name: string): string[] {
  // A property of Java's: `-Dapi.key`.
  const bare = name.slice(-100).replace(/(?:^|(?<= ))-[DPX]/, '')
  return Array.from(bare.matchAll(SPLIT), ([word]) => word.toLowerCase())
}

// biome-ignore format: a list of words
const PASSWORD_WORDS: ReadonlySet<string> = new Set(['password', 'passwords', 'passwd', 'passphrase', 'passcode', 'pwd', 'pass', 'passwort', 'psw', 'pswd', 'pw'])
// biome-ignore format: a list of words
const CREDENTIAL_WORDS: ReadonlySet<string> = new Set([
  'token', 'tokens', 'secret', 'secrets', 'apikey', 'apikeys', 'apisecret', 'apitoken', 'authkey', 'authtoken', 'accesskey', 'accesstoken', 'secretkey', 'privatekey',
  'credential', 'credentials', 'creds', 'cred', 'bearer', 'authorization', 'pat', 'jwt', 'hapikey', 'appkey', 'masterkey', 'encryptionkey', 'signingkey', 'webhooksecret', 'clientsecret', 'appsecret',
])
/** A `key` with one of these before it opens something. */
// biome-ignore format: a list of words
const OPENING_WORDS: ReadonlySet<string> = new Set([
  'api', 'access', 'secret', 'private', 'auth', 'encryption', 'encrypt', 'decryption', 'master', 'signing', 'sign', 'service', 'account', 'admin', 'client', 'app',
  'application', 'shared', 'webhook', 'hmac', 'jwt', 'session', 'aes', 'des', 'crypto', 'crypt', 'cipher', 'subscription', 'write', 'server', 'license', 'integration', 'user', 'developer', 'dev', 'root', 'deploy', 'rest', 'functions', 'function', 'management',
])
/** What is a credential only where the value leaves no doubt. */
const KEY_WORDS: ReadonlySet<string> = new Set(['key', 'keys', 'salt', 'api', 'access', 'session', 'cookie', 'sas'])
const ENDS = /(?:password|passwd|passphrase|token|secret|apikey|secretkey|accesskey|authkey|credentials?)$/

/** What stands in a name of something that is no secret, wherever it stands. */
// biome-ignore format: a list of words
const OPEN_WORDS: ReadonlySet<string> = new Set([
  'public', 'pub', 'pubkey', 'publishable', 'csrf', 'xsrf', 'i18n', 'translation', 'translate', 'locale', 'idempotency', 'correlation', 'trace', 'checksum', 'digest', 'integrity', 'fingerprint', 'thumbprint', 'etag',
  'cursor', 'continuation', 'pagination', 'page', 'next', 'placeholder', 'example', 'sample', 'dummy', 'fake', 'mock', 'css', 'sitekey', 'syntax', 'lexer', 'parser', 'grammar', 'ast', 'symbol', 'contract', 'erc20', 'nft',
  'design', 'color', 'colour', 'theme', 'sha', 'sha1', 'sha256', 'sha512', 'md5', 'hash', 'hashes', 'hashed', 'commit', 'revision', 'handle', 'encrypted', 'cancellation', 'sync', 'dismiss', 'fcm', 'apns',
])
/** Before a `key` that opens nothing. */
// biome-ignore format: a list of words
const OTHER_KEYS: ReadonlySet<string> = new Set([
  'primary', 'foreign', 'partition', 'sort', 'cache', 'unique', 'keyboard', 'keyword', 'keywords', 'hotkey', 'shortcut', 'site', 'object', 'blob', 'row', 'item', 'lookup', 'map', 'dict', 'enum', 'font', 'spacing', 'storage', 'queue', 'topic', 'routing',
  'react', 'bundle', 'package', 'ssh', 'gpg', 'pgp', 'known', 'host', 'issuer', 'subject', 'cert', 'certificate', 'websocket', 'socket', 'recv', 'keyserver', 'analytics', 'measurement', 'message', 'event', 'group', 'registry', 'config', 'feature', 'flag', 'state', 'query', 'metadata', 'label', 'tag', 'sequence',
])
/** What a name ends in that speaks of a secret and does not hold it. */
// biome-ignore format: a list of words
const ABOUT_WORDS: ReadonlySet<string> = new Set([
  'id', 'ids', 'uuid', 'guid', 'name', 'names', 'path', 'paths', 'file', 'files', 'filename', 'filepath', 'dir', 'folder', 'url', 'urls', 'uri', 'link', 'type', 'types', 'kind', 'length', 'len', 'size', 'count', 'index', 'idx',
  'version', 'alg', 'algo', 'algorithm', 'expires', 'expiry', 'expiration', 'expired', 'ttl', 'age', 'field', 'fields', 'column', 'header', 'headers', 'label', 'prefix', 'suffix', 'regex', 'regexp', 'pattern', 'format', 'class', 'classname', 'ref', 'reference', 'arn',
  'hash', 'hint', 'message', 'msg', 'error', 'description', 'desc', 'title', 'policy', 'provider', 'endpoint', 'host', 'manager', 'store', 'vault', 'resolver', 'validator', 'generator', 'factory', 'service', 'handler', 'helper', 'util', 'utils', 'test', 'tests', 'spec', 'rotation',
  'rule', 'rules', 'schema', 'template', 'mode', 'method', 'status', 'state', 'scope', 'scopes', 'attempts', 'limit', 'limits', 'usage', 'budget', 'selector', 'style', 'icon', 'button', 'input', 'form', 'page', 'modal', 'dialog', 'module', 'plugin', 'component', 'alias', 'aliases', 'cache', 'param', 'params', 'parameter', 'arg',
  'variable', 'var', 'env', 'env_var', 'varname', 'envvar', 'note', 'notes', 'comment', 'date', 'time', 'timestamp', 'at', 'by', 'signature', 'address', 'addr', 'issuer', 'audience', 'subject', 'permission', 'permissions', 'role', 'roles', 'group', 'strategy', 'storage', 'set', 'is', 'enabled', 'disabled', 'required', 'min', 'max',
])

/** What stands in a name of a sample or of a text that is shown. */
// biome-ignore format: a list of words
const SHOWN_WORDS: ReadonlySet<string> = new Set(['placeholder', 'example', 'sample', 'dummy', 'fake', 'mock', 'i18n', 'translation', 'translations', 'locale', 'label', 'hint', 'forgot', 'invalid', 'error', 'reset', 'public', 'hash', 'hashed', 'digest', 'encrypted'])

/** What the name of a value says of it, read word by word: `tokenizer`, `monkey` and `primaryKey` say nothing. */
export function nameSays(name: string): NameSays {
  const words = wordsOf(lastPart(name)).filter((word) => !/^\d+$/.test(word))
  const last = words.at(-1)
  if (last === undefined || ABOUT_WORDS.has(last)) return 'nothing'
  if (words.some(isPassword)) return words.some((word) => SHOWN_WORDS.has(word)) ? 'nothing' : 'password'
  if (words.some((word) => OPEN_WORDS.has(word))) return 'nothing'
  if (words.some((word, at) => isCredential(word, words[at - 1], words[at + 1]))) return 'credential'
  if (words.some((word) => OTHER_KEYS.has(word))) return 'nothing'
  return words.some((word) => KEY_WORDS.has(word)) ? 'key' : 'nothing'
}

/** Whether a vendor's value under that name is something else of the vendor: a project, a version, a public key. Ids of clients and keys are half of a credential. */
export function isAboutVendor(name: string): boolean {
  const words = wordsOf(name)
  const last = words.at(-1) ?? ''
  if (words.some((word) => OPEN_WORDS.has(word))) return true
  if (last === 'id' || last === 'sid') return !words.some((word) => HALVES.has(word))
  return ABOUT_WORDS.has(last)
}

const HALVES: ReadonlySet<string> = new Set(['client', 'access', 'key', 'secret', 'token', 'consumer'])

/** `spring.cache.password` is a password; `mailgun.api.key` an API key. */
function lastPart(name: string): string {
  const parts = name.split('.')
  const last = parts.at(-1) ?? ''
  return /^keys?$/i.test(last) ? parts.slice(-2).join('.') : last
}

/** Whether a name speaks of a key of any kind, so that a vendor's name in it is meant as the vendor's. */
export function hasKeyWord(name: string): boolean {
  return /key|token|secret|pass|pwd|cred|auth|access|bearer|client|license|sid\b|pat\b|apikey|webhook|hapikey|api|dsn/i.test(
    name,
  )
}

/** Of one piece, without taking `compass` and `bypass` for one. */
const JOINED_PASSWORD =
  /^(?:db|user|admin|root|my|smtp|mail|ftp|ssh|ldap|sa|sql|pg|mysql|redis|mongo|imap|api|login|auth|http|proxy|vpn|wifi|keystore|truststore|store|key|bind|rabbit|ssl)(?:pass|pwd|pw)$/

function isPassword(word: string): boolean {
  return PASSWORD_WORDS.has(word) || JOINED_PASSWORD.test(word) || /(?:password|passwd|passphrase)$/.test(word)
}

function isCredential(word: string, before: string | undefined, after: string | undefined): boolean {
  if (word === 'key' || word === 'keys') return before !== undefined && OPENING_WORDS.has(before)
  if (word === 'auth') return after === undefined
  return CREDENTIAL_WORDS.has(word) || ENDS.test(word)
}

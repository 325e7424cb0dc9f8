import { isMachineMade } from './judge-value.ts'
import { isPlaceholder, isReference, isStandInPassword } from './placeholder.ts'
import { entropyOf, isRepetitive, isSequential, wordShare } from './randomness.ts'
import { hasKeyWord } from './read-name.ts'
import type { SecretMatch } from './secret-rule.ts'
import { decoded, matchAt, type Spot, spotted } from './spot.ts'

const ADDRESS = { id: 'url-password', what: 'password in an address' }
const LOGIN =
  /:\/\/([^\s:/?#@"'<>`{}$\\[\]()|,;]{0,100}):([^\s/@"'<>`\\]{2,256})@(\[[0-9a-f:.]+\]|[\w.-]{1,253}|[$%{<])/y
const SCHEME_BEFORE = /[A-Za-z][A-Za-z0-9+.-]{1,20}$/
/** RFC 2606 and the like: hosts of manuals. */
const MANUAL_HOST =
  /(?:^|\.)(?:example|example\.(?:com|org|net|edu)|invalid|test|domain\.com|host|hostname|your[\w.-]*|my-?host)$/i
/** What stands for a login in manuals. */
const MANUAL_USER = /^(?:user|username|usr|login|name|foo|me|anonymous|anon|myuser|someuser|id|uname|u)$/i
const OWN_HOST =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|db|database|postgres|mysql|mongo|redis|rabbitmq|host|server)$/i

/** `scheme://user:password@host`. */
export const addressLogins: Spot = {
  words: ['://'],
  exact: true,
  find: (text, at) => {
    const found = matchAt(LOGIN, text, at)
    if (found === undefined || !SCHEME_BEFORE.test(text.slice(Math.max(0, at - 22), at))) return undefined
    const [whole, user = '', password = '', host = ''] = found
    if (isManualLogin(user, password, host)) return undefined
    const start = at + whole.length - host.length - 1 - password.length
    return spotted(ADDRESS, start, start + password.length, 0.8)
  },
}

function isManualLogin(user: string, password: string, host: string): boolean {
  if (isStandInPassword(password) || MANUAL_HOST.test(host) || password.toLowerCase() === user.toLowerCase())
    return true
  if (/[{}|^]|%[(sdv]|^[$:%]|[^\x21-\x7e]/.test(password) || password.length < 4) return true
  const isMade = /\d/.test(password) && entropyOf(password) >= 2.5
  return !isMade && (MANUAL_USER.test(user) || OWN_HOST.test(host))
}

const CURL = { id: 'curl-login', what: 'login in a curl command' }
const CURL_HEADER = { id: 'curl-header', what: 'credential in a header of a curl command' }
const COMMAND = /curl(?:\.exe)?(?=[\s"'\\,])(?:\\\r?\n|[^\n]){0,2000}/y
const USER =
  /(?:\s|["'],\s?["']|^)(?:-[a-zA-Z]{0,4}u|--user|--proxy-user)(?:[ \t=]{1,3}|["'],\s?)?(?:"([^"\n:]{0,100}):([^"\n]{3,200})"|'([^'\n:]{0,100}):([^'\n]{3,200})'|([^\s"':\\]{0,100}):([^\s"'\\]{3,200}))/g
const HEADER =
  /(?:-H|--header)[ \t=]{0,3}\\?["']?([A-Za-z][\w-]{1,60})\s?:\s{0,3}(?:(?:Bearer|Basic|Token|ApiKey|Api-Key|SSWS|OAuth|GenieKey)\s{1,2})?([^\s"'\\]{8,4000})/gi

/** `curl -u user:password`, `curl -H 'Authorization: …'`. */
export const curlLogins: Spot = {
  words: ['curl'],
  exact: true,
  find: (text, at) => {
    if (/\w/.test(text[at - 1] ?? ' ')) return undefined
    const command = matchAt(COMMAND, text, at)?.[0]
    if (command === undefined) return undefined
    const next = command.search(/[\s;|&]curl\s/)
    const one = next < 0 ? command : command.slice(0, next)
    return loginIn(one, at) ?? headerIn(one, at)
  },
}

function loginIn(command: string, at: number): SecretMatch | undefined {
  for (const found of command.matchAll(USER)) {
    const user = found[1] ?? found[3] ?? found[5] ?? ''
    const password = found[2] ?? found[4] ?? found[6] ?? ''
    if (!isLiveLogin(user, password)) continue
    const start = at + found.index + found[0].lastIndexOf(password)
    return spotted(CURL, start, start + password.length, 0.8)
  }
  return undefined
}

function isLiveLogin(user: string, password: string): boolean {
  if (
    /[^\x21-\x7e]/.test(password) ||
    isReference(user) ||
    /^[$%<{]/.test(user) ||
    /^[$%<{]|[<>{}]|\$\w|^\/\//.test(password)
  )
    return false
  if (user.length >= 16 && isMachineMade(user)) return true
  if (isStandInPassword(password) || user.toLowerCase() === password.toLowerCase()) return false
  return !(MANUAL_USER.test(user) && !/\d/.test(password))
}

function headerIn(command: string, at: number): SecretMatch | undefined {
  for (const found of command.matchAll(HEADER)) {
    const [whole, name = '', value = ''] = found
    if (!namesSecret(name) || !isLiveHeader(value)) continue
    const start = at + found.index + whole.length - value.length
    return spotted(CURL_HEADER, start, start + value.length, 0.8)
  }
  return undefined
}

function namesSecret(name: string): boolean {
  return hasKeyWord(name) && !/^(?:accept|access-control|content|x-client|client|if-)/i.test(name)
}

function isLiveHeader(value: string): boolean {
  if (isPlaceholder(value) || /[$<>{}%]/.test(value.slice(0, 2)) || /[<>{}]|\$\w/.test(value)) return false
  const login = /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) ? decoded(value) : undefined
  if (login !== undefined && /^[\x20-\x7e]+:[\x20-\x7e]*$/.test(login))
    return !isStandInPassword(login.slice(login.indexOf(':') + 1))
  return (
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    entropyOf(value) >= 2.75 &&
    wordShare(value) < 0.5 &&
    !isSequential(value) &&
    !isRepetitive(value)
  )
}

const COMMAND_LOGIN = { id: 'command-login', what: 'password in a command' }
const COMMAND_PASSWORD =
  /(?:sshpass[ \t]{1,3}-p[ \t]{0,2}|(?:docker|podman|helm registry|az|oc)[ \t]login[ \t](?:[^\n|;]{0,200}?[ \t])?(?:-p[ \t]{1,2}|--password[ \t=])|mysql(?:dump|admin)?[ \t](?:[^\n|;]{0,200}?[ \t])?-p(?=\S)|redis-cli[ \t](?:[^\n|;]{0,200}?[ \t])?-a[ \t]{1,2}|smbclient[^\n|;]{1,200}?%)["']?([^\s"'|;&]{5,200})/y

/** The password that a command is given: `sshpass -p`, `docker login -p`, `mysql -p…`, `redis-cli -a`. */
export const commandLogins: Spot = {
  words: [
    'sshpass',
    'docker login',
    'podman login',
    'helm registry login',
    'az login',
    'oc login',
    'mysql',
    'redis-cli',
    'smbclient',
  ],
  exact: true,
  find: (text, at) => {
    const found = matchAt(COMMAND_PASSWORD, text, at)
    const password = found?.[1] ?? ''
    if (found === undefined || /^[$%<{]|[<>{}()]|\$\w/.test(password) || isStandInPassword(password)) return undefined
    if (!/\d/.test(password) || !/[A-Za-z]/.test(password)) return undefined
    const start = at + found[0].lastIndexOf(password)
    return spotted(COMMAND_LOGIN, start, start + password.length, 0.7)
  },
}

import type { PathClass } from './classify-path.ts'
import { looksLikeCredential } from './judge-value.ts'
import { indexKeywords, type Keyword, visitKeywords } from './keyword-index.ts'
import { type FormMatcher, formMatcher, type NamedMatcher, namedMatcher } from './match-forms.ts'
import { type Assignment, nameAt, readAssignment } from './read-assignment.ts'
import { nameSays } from './read-name.ts'
import { CLOUD_FORMS } from './rules/cloud-forms.ts'
import { CODE_HOST_FORMS } from './rules/code-host-forms.ts'
import { NAMED_CLOUD_FORMS } from './rules/named-cloud-forms.ts'
import { NAMED_SERVICE_FORMS } from './rules/named-service-forms.ts'
import { SERVICE_FORMS } from './rules/service-forms.ts'
import type { SecretKind, SecretMatch } from './secret-rule.ts'
import type { Spot } from './spot.ts'
import { basicLogins, registryLogins } from './spot-headers.ts'
import { codedPemBlocks, codedWebTokens, jsonWebTokens, pemBlocks, puttyKeys } from './spot-keys.ts'
import { kubernetesSecrets } from './spot-kubernetes.ts'
import { addressLogins, commandLogins, curlLogins } from './spot-logins.ts'

const SPOTS: readonly Spot[] = [
  pemBlocks,
  puttyKeys,
  codedPemBlocks,
  jsonWebTokens,
  codedWebTokens,
  addressLogins,
  curlLogins,
  commandLogins,
  basicLogins,
  registryLogins,
  kubernetesSecrets,
]

/** Words that announce a credential of any kind. */
const ANNOUNCING = ['key', 'token', 'secret', 'pass', 'pwd', 'cred', 'auth', 'bearer', '_pat', 'jwt', 'salt', 'psw']
const PASSWORD: SecretKind = { id: 'hard-coded-password', what: 'password', severity: 'medium' }
const CREDENTIAL: SecretKind = { id: 'hard-coded-credential', what: 'credential', severity: 'medium' }
/** A file with more than these is data, and one finding for each helps nobody. */
const MOST = 500

type Task = { at: 'place'; find: FormMatcher } | { at: 'assignment'; match: NamedMatcher } | { at: 'announced' }

const INDEX = indexKeywords<Task>([...forms(), ...named(), ...announced(), ...spots()])

function forms(): Keyword<Task>[] {
  return [...CLOUD_FORMS, ...CODE_HOST_FORMS, ...SERVICE_FORMS].flatMap((form) => {
    const find = formMatcher(form)
    return form.starts.map((word) => ({ word, exact: true, value: { at: 'place', find } }))
  })
}

function named(): Keyword<Task>[] {
  return [...NAMED_CLOUD_FORMS, ...NAMED_SERVICE_FORMS].flatMap((form) => {
    const match = namedMatcher(form)
    return form.names.map((word) => ({ word, exact: false, value: { at: 'assignment', match } }))
  })
}

function announced(): Keyword<Task>[] {
  return ANNOUNCING.map((word) => ({ word, exact: false, value: { at: 'announced' } }))
}

function spots(): Keyword<Task>[] {
  return SPOTS.flatMap(({ words, exact, find }) => words.map((word) => ({ word, exact, value: { at: 'place', find } })))
}

/** The credentials in a text, ascending, none overlapping another, at most 500. Reads the text once, and a bounded stretch at each word. */
export function findSecrets(text: string, path: PathClass): SecretMatch[] {
  const found: SecretMatch[] = []
  const assignmentAt = assignmentReader(text)
  visitKeywords(text, INDEX, (task, at) => {
    if (found.length >= MOST * 4 || (path.isGenerated && task.at !== 'place')) return
    const match = tryTask(task, text, at, assignmentAt, path)
    if (match !== undefined) found.push(match)
  })
  return withoutOverlaps(found).slice(0, MOST)
}

function tryTask(
  task: Task,
  text: string,
  at: number,
  assignmentAt: (at: number) => Assignment | undefined,
  path: PathClass,
): SecretMatch | undefined {
  if (task.at === 'place') return task.find(text, at)
  const given = assignmentAt(at)
  if (given === undefined) return undefined
  return task.at === 'assignment' ? task.match(given) : judgeAnnounced(given, path)
}

/** Several words stand in one name; what is given to it is read once. */
function assignmentReader(text: string): (at: number) => Assignment | undefined {
  let last: { start: number; end: number; given: Assignment | undefined } | undefined
  return (at) => {
    if (last !== undefined && at >= last.start && at < last.end) return last.given
    const place = nameAt(text, at)
    last = { start: place.start, end: place.end, given: readAssignment(text, place) }
    return last.given
  }
}

function judgeAnnounced(given: Assignment, path: PathClass): SecretMatch | undefined {
  const says = nameSays(given.name)
  if (says === 'nothing' || !looksLikeCredential(given, says, path)) return undefined
  const confidence = { password: 0.6, credential: 0.65, key: 0.5 }[says]
  return {
    kind: says === 'password' ? PASSWORD : CREDENTIAL,
    start: given.start,
    end: given.end,
    rank: 'generic',
    confidence,
  }
}

const RANKS = { form: 0, named: 1, generic: 2 } as const

/** Of those that overlap the one of the highest rank stays, and of these the longest. */
function withoutOverlaps(found: readonly SecretMatch[]): SecretMatch[] {
  const ordered = found.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const kept: SecretMatch[] = []
  for (const match of ordered) {
    const last = kept.at(-1)
    if (last === undefined || match.start >= last.end) kept.push(match)
    else if (RANKS[match.rank] < RANKS[last.rank]) kept[kept.length - 1] = match
  }
  return kept
}

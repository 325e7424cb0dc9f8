/** What common runtimes, drivers and systems say when one thing is wrong, whoever's service it is. First match wins. */
const KNOWN: readonly [cause: string, pattern: RegExp][] = [
  [
    'oom-killed',
    /OutOfMemoryError|heap out of memory|Allocation failed - JavaScript heap|Cannot allocate memory|MemoryError\b|OOMKilled|out of memory: kill|runtime: out of memory/i,
  ],
  [
    'connection-pool-exhausted',
    /(?:timeout|timed out).{0,40}(?:waiting for|exceeded when trying to|acquir\w+|obtain\w*).{0,30}connect|connection is not available, request timed out|pool (?:is )?(?:exhausted|full)|queuepool limit|too many (?:clients|connections)|remaining connection slots|no (?:free|available) connections?/i,
  ],
  [
    'db-invalid-credentials',
    /access denied for user|password authentication failed|authentication failed for user|invalid (?:username|credentials).{0,30}(?:database|mysql|postgres)/i,
  ],
  [
    'db-read-only',
    /read[- ]only (?:transaction|mode|option|database|sql)|(?:server|database) is (?:running with the )?(?:--)?read[-_ ]only|super-read-only/i,
  ],
  ['disk-full', /no space left on device|disk (?:is )?full|disk quota exceeded|ENOSPC/i],
  [
    'dns-failure',
    /ENOTFOUND|EAI_AGAIN|UnknownHostException|no such host|could not resolve host|temporary failure in name resolution|name or service not known/i,
  ],
]

/** The cause that a message names by itself; undefined for most. */
export function knownCause(message: string): string | undefined {
  const text = message.length > 4000 ? message.slice(0, 4000) : message
  return KNOWN.find(([, pattern]) => pattern.test(text))?.[0]
}

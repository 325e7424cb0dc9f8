import type { EvidenceKind } from '../../core/evidence.ts'

/** A NUL byte, or more than a tenth of control bytes, is no text. UTF-16 is reported as binary too. */
export function looksBinary(head: Buffer): boolean {
  if (head.length === 0) return false
  let control = 0
  for (const byte of head) {
    if (byte === 0) return true
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++
  }
  return control > head.length / 10
}

/** By content first, then by name: nobody names files for us. Order matters; the first that fits wins. */
const SIGNS: readonly [EvidenceKind, (path: string, head: string) => boolean][] = [
  ['metrics', (_, head) => /"resultType"\s*:|"metric"\s*:\s*\{[^}]*\}\s*,\s*"values?"/.test(head)],
  ['traces', (_, head) => head.includes('"resourceSpans"')],
  ['topology', (path, head) => path.endsWith('.json') && /^\s*\{\s*"edges"\s*:/.test(head)],
  ['alerts', (path, head) => path.endsWith('.json') && /"(?:alertname|startsAt|groupKey)"/.test(head)],
  ['kubernetes', (_, head) => /^\s*\{?\s*"?apiVersion"?\s*:/m.test(head) && /^\s*"?(?:kind|items)"?\s*:/m.test(head)],
  [
    'kubernetes',
    (_, head) =>
      /^(?:NAMESPACE\s+)?(?:NAME\s+(?:READY|STATUS|TYPE|DESIRED|ENDPOINTS|CAPACITY|PROVISIONER|SECRETS|AGE|DATA|MIN)|LAST SEEN\s+TYPE)/m.test(
        head,
      ),
  ],
  ['kubernetes', (_, head) => /^Name:\s+\S/m.test(head) && /^(?:Namespace|Labels|Annotations|Roles):\s/m.test(head)],
  ['kubernetes', (_, head) => /^\s*Loaded: loaded \(.*\n\s+Active: /m.test(head)],
  ['metrics', (path, head) => path.endsWith('.csv') && /^(?:timestamp|time|ts)\b/i.test(head)],
  ['changes', (path, head) => path.endsWith('.json') && /"(?:commit|previousVersion|deployedAt)"/.test(head)],
  ['changes', (path) => /(?:^|\/)(?:changes?|deploys?|deployments?|releases?)[^/]*\.jsonl?$/i.test(path)],
  ['cost', (path) => /(?:^|\/)(?:costs?|revenue|billing)[^/]*\.(?:json|csv)$/i.test(path)],
  ['network', (_, head) => /^(?:hostname \S+|Building configuration|interface \S+Ethernet)/m.test(head)],
  ['runbooks', (path) => /\.(?:md|markdown)$/i.test(path)],
  ['logs', (path) => /\.(?:log|jsonl|ndjson|out|err)(?:\.\d+)?$/i.test(path) || /(?:^|\/)logs?\b/i.test(path)],
  ['logs', (_, head) => /\d{2}:\d{2}:\d{2}/.test(head.split('\n', 5).join(' '))],
  ['logs', (path) => path.endsWith('.txt')],
]

export function sniffKind(path: string, head: string): EvidenceKind | undefined {
  return SIGNS.find(([, fits]) => fits(path, head))?.[0]
}

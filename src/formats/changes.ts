import type { Change } from '../core/evidence.ts'
import { parseJsonList } from './json-list.ts'
import { parseTimeField } from './timestamp.ts'

/** Reads the changes part of a bundle. Objects without a service, name or repository are kept with the service `unknown`. Throws `SyntaxError` on text that is not JSON. */
export function parseChanges(text: string, source: string): Change[] {
  return parseJsonList(text, source, ['summary', 'id', 'commit', 'service']).map(({ fields, citation }, index) => {
    const word = (...keys: string[]) =>
      keys.map((key) => fields[key]).find((value): value is string => typeof value === 'string' && value !== '')
    const at = parseTimeField(fields.at ?? fields.timestamp ?? fields.time ?? fields.date ?? fields.deployedAt)?.at
    const files = Array.isArray(fields.files) ? fields.files.map(String) : undefined
    const version = word('version', 'image', 'tag', 'revision')
    const previousVersion = word('previousVersion', 'previous', 'from')
    const author = word('author', 'user', 'actor')
    const summary = word('summary', 'message', 'title', 'description')
    const commit = word('commit', 'sha')
    return {
      id: word('id') ?? `change-${index + 1}`,
      kind: word('kind', 'type') ?? 'change',
      service: word('service', 'component', 'app', 'name', 'repository') ?? 'unknown',
      ...(at !== undefined && { at }),
      ...(version && { version }),
      ...(previousVersion && { previousVersion }),
      ...(author && { author }),
      ...(summary && { summary }),
      ...(commit && { commit }),
      ...(files && { files }),
      citation,
    }
  })
}

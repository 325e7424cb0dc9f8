import type { SafeHtml } from './safe-html.ts'

export interface PageSection {
  /** A word of ours: it becomes the id and the target of the table of contents. */
  id: string
  title: string
  body: SafeHtml
}

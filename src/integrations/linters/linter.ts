import type { AllowList } from '../../safety/command/allow-list.ts'

/** What a linter says, in the words of all of them. `file` as the linter writes it, absolute or relative to the root. */
export interface LinterMessage {
  file: string
  line: number
  endLine?: number
  column?: number
  rule: string
  text: string
  isError: boolean
}

/** A file of a project's root that tells that a linter is in use: by being there, or by a section in it. */
export interface LinterTrace {
  file: string
  /** Where the file is shared by many tools. */
  section?: RegExp
}

export interface Linter {
  name: string
  traces: readonly LinterTrace[]
  /** Ends of the names of the files that it reads. */
  reads: readonly string[]
  allowed: AllowList
  /** What comes before the files; after it stands a `--`. */
  argv: readonly string[]
  /** What it is pointed at: files, or the folders that they are in. */
  takes: 'files' | 'folders'
  /** Whether its configuration is code, or may load code: plug-ins, hooks, a build. What only reads data does not. */
  executesProjectCode: boolean
  /** Throws on what is not its output. */
  parse(output: string): LinterMessage[]
}

const COMMIT = /^[0-9a-f]{40,64}$/
const REGULAR = /^100(?:644|755) blob ([0-9a-f]+)\t(.*)$/s

/** Whether it is the full id of a commit, and nothing that git reads as an option or an expression. */
export function isCommit(id: string): boolean {
  return COMMIT.test(id)
}

/** A regular file in a line of `git ls-tree -z`, whose bytes are given as Latin-1; undefined for links, folders and submodules. */
export function regularFile(line: string): { id: string; path: string } | undefined {
  const [, id, path] = REGULAR.exec(line) ?? []
  return id === undefined || path === undefined ? undefined : { id, path: Buffer.from(path, 'latin1').toString('utf8') }
}

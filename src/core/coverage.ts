/** What a run of the tests reached in one file; lines count from 1, and a line of neither set holds nothing that runs. */
export interface FileCoverage {
  covered: ReadonlySet<number>
  uncovered: ReadonlySet<number>
}

/** By path relative to the root of the reviewed tree, with forward slashes. A file that is not in it was not measured. */
export type Coverage = ReadonlyMap<string, FileCoverage>

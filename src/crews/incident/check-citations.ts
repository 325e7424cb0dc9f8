import type { Citation } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { Source } from '../../core/source.ts'

export interface CheckedFindings {
  findings: Finding[]
  /** Citations that do not stand where they claim to. */
  dropped: number
}

/** Keeps only citations whose quote stands in the evidence, and only findings that still have one. */
export async function checkCitations(findings: readonly Finding[], source: Source): Promise<CheckedFindings> {
  const standing = await standingCitations(
    findings.flatMap(({ citations }) => citations),
    source,
  )
  let dropped = 0
  const kept = findings.map((finding) => {
    const citations = finding.citations.filter((citation) => standing.has(citation))
    dropped += finding.citations.length - citations.length
    return { ...finding, citations }
  })
  return { findings: kept.filter(({ citations }) => citations.length > 0), dropped }
}

async function standingCitations(citations: readonly Citation[], source: Source): Promise<Set<Citation>> {
  const standing = new Set<Citation>()
  for (const [file, cited] of Map.groupBy(citations, ({ source: file }) => file)) {
    const held = await source.holds(file, cited)
    cited.forEach((citation, index) => {
      if (held[index]) standing.add(citation)
    })
  }
  return standing
}

import { evaluateHistory, judgeVerdict } from '../app/judge-verdicts.ts'
import type { Output } from './output.ts'
import { writeTable } from './write-table.ts'

/** `watchfloor verdict RUN right | wrong`: what a person knows of a root cause. */
export async function verdict(
  run: string,
  said: 'right' | 'wrong',
  { component, cause, note }: { component?: string; cause?: string; note?: string },
  { json, out }: Output,
): Promise<number> {
  const entry = await judgeVerdict(run, {
    verdict: said,
    ...(component !== undefined && { component }),
    ...(cause !== undefined && { cause }),
    ...(note !== undefined && { note }),
  })
  out.write(json ? `${JSON.stringify(entry)}\n` : `${entry.run}: ${said}. \`watchfloor eval\` counts it.\n`)
  return 0
}

/** `watchfloor eval`: how often it was right here, and how well its confidence holds. */
export async function evaluate({ json, out }: Output): Promise<number> {
  const measured = await evaluateHistory()
  if (json) out.write(`${JSON.stringify(measured ?? null)}\n`)
  else if (!measured) out.write('Nobody has said yet whether a verdict was right: `watchfloor verdict RUN right`.\n')
  else {
    const percent = (share: number) => `${(share * 100).toFixed(0)}%`
    out.write(
      `${measured.count} verdicts: ${percent(measured.first)} right, ${percent(measured.firstThree)} within the first three, calibration error ${measured.calibrationError.toFixed(3)}\n\n`,
    )
    writeTable(
      ['SURE', 'VERDICTS', 'ON AVERAGE', 'RIGHT'],
      measured.bins.map(({ from, to, count, confidence, right }) => [
        `${percent(from)} to ${percent(to)}`,
        String(count),
        percent(confidence),
        percent(right),
      ]),
      out,
    )
  }
  return 0
}

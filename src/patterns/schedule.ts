/** A piece of work, and those that must have ended before it. */
export interface Scheduled {
  id: string
  after: readonly string[]
}

export interface ScheduleOptions<S extends Scheduled, O> {
  /** What is to be done; more may be added, and what has not begun be skipped, while it is under way. */
  steps: ReadonlyMap<string, S>
  skipped?: ReadonlySet<string>
  /** Does not reject: however it ends is an outcome. `before` are the outcomes of those it came after. */
  begin(step: S, before: O[]): Promise<O>
  /** Which of those under way ended first. */
  first?(race: () => Promise<string>, turn: number): Promise<string>
  /** Called for each that has ended, one at a time, before anything else begins. */
  ended?(step: S, outcome: O, outcomes: ReadonlyMap<string, O>, turn: number): Promise<void> | void
  isSequential?: boolean
}

/** Does each step as soon as those before it have ended; the outcomes by id, in the order of the steps. Steps must be free of cycles. */
export async function schedule<S extends Scheduled, O>({
  steps,
  skipped = new Set(),
  begin,
  first = (race) => race(),
  ended,
  isSequential = false,
}: ScheduleOptions<S, O>): Promise<Map<string, O>> {
  const outcomes = new Map<string, O>()
  const underWay = new Map<string, Promise<O>>()
  const isOver = (id: string) => outcomes.has(id) || skipped.has(id)
  const beginReady = (): void => {
    for (const step of steps.values()) {
      if (isSequential && underWay.size > 0) return
      if (isOver(step.id) || underWay.has(step.id) || !step.after.every(isOver)) continue
      const before = step.after.flatMap((id) => (outcomes.has(id) ? [outcomes.get(id) as O] : []))
      underWay.set(step.id, begin(step, before))
    }
  }
  beginReady()
  for (let turn = 1; underWay.size > 0; turn++) {
    const id = await first(() => Promise.race([...underWay].map(([one, outcome]) => outcome.then(() => one))), turn)
    const outcome = (await underWay.get(id)) as O
    const step = steps.get(id)
    underWay.delete(id)
    outcomes.set(id, outcome)
    if (step) await ended?.(step, outcome, outcomes, turn)
    beginReady()
  }
  return new Map([...steps.keys()].flatMap((id) => (outcomes.has(id) ? [[id, outcomes.get(id) as O]] : [])))
}

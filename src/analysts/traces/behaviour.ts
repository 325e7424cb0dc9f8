import type { LogRecord, Span } from '../../core/evidence.ts'
import { shareDifference } from '../statistics/surprise.ts'
import type { SpanForest } from './span-forest.ts'

/**
 * How a service does its work. One unit of work is what happens in a service between the span that enters it and those
 * that leave it; its steps are the inner spans, the calls to others and the log patterns written meanwhile. A fault in
 * the code shows as steps that appear or vanish, given the same operation (after Nezha, Yu et al., FSE 2023).
 */
export interface BehaviourChange {
  service: string
  operation: string
  step: string
  kind: 'span' | 'call' | 'log' | 'error'
  /** The service called, where the step is a call. */
  callee?: string
  /** Units of work with the step, and all, before and during. */
  before: { with: number; all: number }
  during: { with: number; all: number }
  surprise: number
  /** A unit of work of the incident in which the change shows, or the nearest to it. */
  example: Span
  /** The log line of the step, where there is one in the incident. */
  line?: LogRecord
}

interface Step {
  kind: BehaviourChange['kind']
  name: string
  callee?: string
  line?: LogRecord
}

interface Unit {
  entry: Span
  late: boolean
  steps: Map<string, Step>
  failed: boolean
}

interface Operation {
  service: string
  name: string
  units: Unit[]
}

/** Finds the steps whose share among the units of an operation changed. `patternOf` names the pattern of a log line. */
export function findBehaviourChanges(
  forest: SpanForest,
  logs: readonly LogRecord[],
  patternOf: (record: LogRecord) => string,
  isIncident: (span: Span) => boolean,
): BehaviourChange[] {
  const units = collectUnits(forest, isIncident)
  for (const record of logs) addLogStep(units, forest, record, patternOf)
  return [...groupByOperation(units).values()].flatMap(compareUnits)
}

function collectUnits(forest: SpanForest, isIncident: (span: Span) => boolean): Map<Span, Unit> {
  const units = new Map<Span, Unit>()
  const unitOf = (entry: Span): Unit => {
    let unit = units.get(entry)
    if (!unit) {
      unit = { entry, late: isIncident(entry), steps: new Map(), failed: false }
      units.set(entry, unit)
    }
    return unit
  }
  for (const span of forest.spans) {
    const entry = forest.entry(span)
    const unit = unitOf(entry)
    if (span.error) addStep(unit, { kind: 'error', name: `${span.name} failed` })
    if (span !== entry) {
      addStep(unit, { kind: 'span', name: span.name })
      continue
    }
    const parent = forest.parent(span)
    if (parent) addStep(unitOf(forest.entry(parent)), { kind: 'call', name: span.name, callee: span.service })
  }
  return units
}

function addStep(unit: Unit, step: Step): void {
  if (step.kind === 'error') unit.failed = true
  const key = `${step.kind}\0${step.callee ?? ''}\0${step.name}`
  if (!unit.steps.has(key)) unit.steps.set(key, step)
}

function addLogStep(
  units: Map<Span, Unit>,
  forest: SpanForest,
  record: LogRecord,
  patternOf: (record: LogRecord) => string,
): void {
  const span = record.traceId && record.spanId ? forest.find(record.traceId, record.spanId) : undefined
  const unit = span && units.get(forest.entry(span))
  if (!unit) return
  const failed = record.level === 'error' || record.level === 'fatal'
  const name = patternOf(record)
  addStep(unit, { kind: failed ? 'error' : 'log', name, line: record })
}

function groupByOperation(units: Map<Span, Unit>): Map<string, Operation> {
  const operations = new Map<string, Operation>()
  for (const unit of units.values()) {
    const { service, name } = unit.entry
    const key = `${service}\0${name}`
    const operation = operations.get(key)
    if (operation) operation.units.push(unit)
    else operations.set(key, { service, name, units: [unit] })
  }
  return operations
}

function compareUnits({ service, name, units }: Operation): BehaviourChange[] {
  // What had failed in the reference already is no reference: with fewer failures later, success would look new.
  const sound = units.filter((unit) => unit.late || !unit.failed)
  const soundBefore = sound.filter((unit) => !unit.late).length
  const kept = soundBefore >= 3 ? sound : units
  const before = kept.filter((unit) => !unit.late)
  const during = kept.filter((unit) => unit.late)
  const failedBefore =
    units.filter((unit) => !unit.late && unit.failed).length / Math.max(1, units.filter((unit) => !unit.late).length)
  const first = during[0]
  if (before.length === 0 || !first) return []
  const steps = new Map<string, Step>()
  for (const unit of kept) for (const [key, step] of unit.steps) if (unit.late || !steps.has(key)) steps.set(key, step)
  return [...steps].map(([key, step]) => {
    const withStep = during.filter((unit) => unit.steps.has(key))
    const counts = {
      before: { with: before.filter((unit) => unit.steps.has(key)).length, all: before.length },
      during: { with: withStep.length, all: during.length },
    }
    const appeared = counts.during.with / during.length > counts.before.with / before.length
    const example = (appeared ? withStep[0] : during.find((unit) => !unit.steps.has(key))) ?? first
    const line = example.steps.get(key)?.line
    return {
      service,
      operation: name,
      step: step.name,
      kind: step.kind,
      ...(step.callee && { callee: step.callee }),
      ...counts,
      surprise: surpriseOfShare(counts, step.kind === 'error' ? failedBefore : 0, step.kind === 'error' && !appeared),
      example: example.entry,
      ...(line && { line }),
    }
  })
}

/** Failures that were usual before explain as many later ones; fewer failures are no fault. */
function surpriseOfShare(
  { before, during }: Pick<BehaviourChange, 'before' | 'during'>,
  usual: number,
  improved: boolean,
): number {
  if (improved) return 0
  const known = before.with + usual * before.all
  const g = shareDifference(Math.min(before.all, known), before.all, during.with, during.all)
  return during.with / during.all > known / before.all || usual === 0 ? g / 2 : 0
}

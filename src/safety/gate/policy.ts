import { parse } from 'yaml'
import { z } from 'zod'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { ActionLimit, GateRequest, Verdict } from '../../core/gate.ts'
import { OPERATION_KINDS, RISKS } from '../../core/operation.ts'

const PERIODS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const periodSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}[smhd]$/, 'must be a period such as 30m, 4h or 1d')
  .transform((text) => Number(text.slice(0, -1)) * (PERIODS[text.at(-1) ?? ''] ?? 0))

/** Which actions a rule speaks of; a part that is left out speaks of all. `*` in a pattern stands for any characters. */
const whenSchema = z
  .strictObject({
    operations: z.array(z.enum(OPERATION_KINDS)).optional(),
    /** `namespace/deployment`, or the path of a checkout. */
    subjects: z.array(z.string()).optional(),
    /** Contexts of the kubeconfig. */
    contexts: z.array(z.string()).optional(),
    atMostRisk: z.enum(RISKS).optional(),
  })
  .default({})

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:00')
const timeZoneSchema = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin')

export const policySchema = z.strictObject({
  version: z.literal(1),
  rules: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        when: whenSchema,
        decision: z.enum(['allow', 'ask', 'deny']),
        approvers: z.array(z.string()).default([]),
        separateApprover: z.boolean().default(false),
        expiresAfter: periodSchema.default(4 * 3_600_000),
      }),
    )
    .default([]),
  limits: z
    .array(
      z
        .strictObject({
          name: z.string().min(1),
          when: whenSchema,
          rate: z.strictObject({ limit: z.number().int().min(0), per: periodSchema }).optional(),
          concurrency: z.number().int().min(0).optional(),
        })
        .refine(
          ({ rate, concurrency }) => rate !== undefined || concurrency !== undefined,
          'needs rate or concurrency',
        ),
    )
    .refine((limits) => new Set(limits.map(({ name }) => name)).size === limits.length, 'must have names of their own')
    .default([]),
  changeWindows: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        when: whenSchema,
        days: z.array(z.enum(DAYS)).min(1),
        from: clockSchema,
        to: clockSchema,
        timeZone: timeZoneSchema,
        outside: z.enum(['ask', 'deny']).default('deny'),
      }),
    )
    .default([]),
  /** What counts for actions that no person asked for, beside all other rules: `allow` leaves them to those alone. */
  unattended: z.enum(['allow', 'ask', 'deny']).default('ask'),
})
export type Policy = z.infer<typeof policySchema>

/** Without a policy everything is read-only. */
export const READ_ONLY: Policy = { version: 1, rules: [], limits: [], changeWindows: [], unattended: 'ask' }

/** Reads a policy from YAML. Throws a fault `invalid-input` that names the place. */
export function parsePolicy(text: string, name: string): Policy {
  let data: unknown
  try {
    data = parse(text, { maxAliasCount: 20, logLevel: 'error' })
  } catch (cause) {
    throw new WatchfloorFault('invalid-input', `${name} is not YAML: ${messageOf(cause).split('\n')[0]}`, { cause })
  }
  const policy = policySchema.safeParse(data)
  if (policy.success) return policy.data
  const issue = policy.error.issues[0]
  throw new WatchfloorFault('invalid-input', `${name}, ${issue?.path.join('.') || 'top'}: ${issue?.message}`, {
    hint: 'docs/safety.md shows what a policy may hold; `watchfloor policy check FILE` checks one.',
  })
}

/** What the rules say of a request. Rules have no order: all that match speak, and nothing said is a no. */
export function judgeByRules({ rules }: Policy, request: GateRequest): Verdict[] {
  const verdicts = rules
    .filter(({ when }) => matches(when, request))
    .map(
      ({ name, decision, approvers, separateApprover, expiresAfter }): Verdict => ({
        decision,
        rule: `rule "${name}"`,
        reason: { allow: 'is allowed', ask: 'a person has to approve it', deny: 'is not allowed' }[decision],
        ...(decision === 'ask' && {
          approval: { approvers, separateApprover, expiresAfterMilliseconds: expiresAfter },
        }),
      }),
    )
  if (verdicts.length > 0) return verdicts
  const reason =
    rules.length === 0 ? 'there is no policy, so everything is read-only' : 'no rule of the policy speaks of it'
  return [{ decision: 'deny', rule: 'read-only by default', reason }]
}

/** What the change windows say at a time (milliseconds since the epoch). */
export function judgeByWindows({ changeWindows }: Policy, request: GateRequest, now: number): Verdict[] {
  return changeWindows
    .filter((window) => matches(window.when, request) && !isWithin(window, now))
    .map(({ name, outside, days, from, to, timeZone }) => ({
      decision: outside,
      rule: `change window "${name}"`,
      reason: `changes are made on ${days.join(', ')} from ${from} to ${to} ${timeZone}`,
      ...(outside === 'ask' && {
        approval: { approvers: [], separateApprover: false, expiresAfterMilliseconds: 4 * 3_600_000 },
      }),
    }))
}

/** What the policy says of an action that nobody asked for. */
export function judgeUnattended({ unattended }: Policy, { isUnattended = false }: GateRequest): Verdict[] {
  if (!isUnattended || unattended === 'allow') return []
  return [
    {
      decision: unattended,
      rule: 'unattended',
      reason: `no person asked for it, and the policy says ${unattended} to that`,
      ...(unattended === 'ask' && {
        approval: { approvers: [], separateApprover: false, expiresAfterMilliseconds: 4 * 3_600_000 },
      }),
    },
  ]
}

export function limitsFor({ limits }: Policy, request: GateRequest): ActionLimit[] {
  return limits
    .filter(({ when }) => matches(when, request))
    .map(({ name, rate, concurrency }) => ({
      name,
      ...(rate && { rate: { limit: rate.limit, periodMilliseconds: rate.per } }),
      ...(concurrency !== undefined && { concurrency }),
    }))
}

function matches(when: z.infer<typeof whenSchema>, { prepared, risk }: GateRequest): boolean {
  const { operation, subject } = prepared
  const context = 'target' in operation ? operation.target.context : undefined
  return (
    (when.operations?.includes(operation.kind) ?? true) &&
    (when.subjects?.some((pattern) => fits(pattern, subject)) ?? true) &&
    (when.contexts?.some((pattern) => context !== undefined && fits(pattern, context)) ?? true) &&
    (when.atMostRisk === undefined || RISKS.indexOf(risk) <= RISKS.indexOf(when.atMostRisk))
  )
}

/** Without regular expressions, so that no pattern can take long. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (!text.startsWith(first)) return false
  if (rest.length === 0) return text === first
  let at = first.length
  const last = rest.pop() ?? ''
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

function isWithin({ days, from, to, timeZone }: Policy['changeWindows'][number], now: number): boolean {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  const clock = `${part('hour')}:${part('minute')}`
  const today = DAYS.indexOf(part('weekday').toLowerCase() as (typeof DAYS)[number])
  const isDay = (day: number) => days.includes(DAYS[(day + 7) % 7] ?? 'sun')
  if (from <= to) return isDay(today) && clock >= from && clock < to
  // Over midnight: the window belongs to the day on which it opens.
  return (isDay(today) && clock >= from) || (isDay(today - 1) && clock < to)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName, dottedName, lastPart } from '../describe-expression.ts'
import type { CallExpression, Expression, FunctionCode } from '../program.ts'
import { type Position, walkProgram } from '../walk-program.ts'
import { isAssertion } from './assertions.ts'
import { testCases } from './test-cases.ts'

const SLEEPS = /^(?:time\.sleep|Thread\.sleep|TimeUnit\.\w+\.sleep|time\.Sleep|sleep|delay|wait|setTimeout)$/
const FAKE_CLOCK = /useFakeTimers|fakeTimers|mock\.timers|freeze_time|FakeClock|freezegun|time_machine|synctest/
const CLOCKS =
  /^(?:Date\.now|Date|datetime\.now|datetime\.datetime\.now|datetime\.utcnow|time\.time|time\.Now|System\.currentTimeMillis|Instant\.now|LocalDate\.now|LocalDateTime\.now)$/
const EQUALITY = /(?:^|\.)(?:toBe|toEqual|toStrictEqual|equal|strictEqual|deepEqual|assertEquals?|is|Equal)$/
const RANDOM = /^(?:Math\.random|random\.(?:random|randint|choice|shuffle|uniform)|rand\.(?:Intn|Int|Float64))$/
const SEEDED = /\bseed\b|seedrandom|faker\.seed|rand\.New\(/i
const SHORTEST_SLEEP = 20

interface Scene {
  /** Bodies of tests. */
  bodies: ReadonlySet<FunctionCode>
  isFakeClock: boolean
  isSeeded: boolean
}

type Check = (call: CallExpression, position: Position, scene: Scene) => Remark | undefined

const CHECKS: readonly Check[] = [sleepsForLuck, comparesWithNow, drawsLots, takesFixedPort]

/** What makes a new test pass on one day and fail on another. At most one of a kind in a file. */
export function flakyTests({ changed, module, text }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const scene: Scene = {
    bodies: new Set(testCases(module).map((test) => test.function)),
    isFakeClock: FAKE_CLOCK.test(text),
    isSeeded: SEEDED.test(text),
  }
  const remarks = new Map<string, Remark>()
  walkProgram(module, {
    node(node, position) {
      if (node.kind !== 'call' || position.function === undefined || !changed.isNew(node.at.line)) return
      for (const check of CHECKS) {
        const remark = check(node, position, scene)
        if (remark !== undefined && !remarks.has(remark.rule)) remarks.set(remark.rule, remark)
      }
    },
  })
  return [...remarks.values()]
}

/** A wait of fixed length in the test itself; not in a loop that asks again and again, and not in what stands in for something slow. */
function sleepsForLuck(call: CallExpression, position: Position, { isFakeClock, bodies }: Scene): Remark | undefined {
  const name = calleeName(call)
  if (isFakeClock || !SLEEPS.test(name) || isRepeated(position)) return undefined
  const isTimer = name === 'setTimeout'
  const body = isTimer ? position.function?.up : position.function
  if (body === undefined || !bodies.has(body.function)) return undefined
  if (isTimer ? !isWaitOfPromise(call, position) : !isStatement(position) || call.arguments.length !== 1)
    return undefined
  const time = isTimer ? call.arguments[1] : call.arguments[0]
  const shortest = name.startsWith('time.') ? SHORTEST_SLEEP / 1000 : SHORTEST_SLEEP
  if (time?.kind === 'literal' && typeof time.value === 'number' && time.value < shortest) return undefined
  return {
    rule: 'tests/sleep',
    confidence: 0.5,
    line: call.at.line,
    message: `The test waits a fixed time (\`${name}\`): on a slow machine it fails, and everywhere it takes that long.`,
    fix: 'Wait for what should happen, with a limit, or use a clock that the test sets.',
    effort: 'minutes',
  }
}

/** A loop is around it, in this function or in those around. */
function isRepeated(position: Position): boolean {
  for (let at: Position | undefined = position; at !== undefined; at = at.up) if (at.loop !== undefined) return true
  return false
}

function isStatement({ parent, up }: Position): boolean {
  return parent?.kind === 'expression' || (parent?.kind === 'await' && up?.parent?.kind === 'expression')
}

/** `await new Promise((resolve) => setTimeout(resolve, 500))`. */
function isWaitOfPromise({ arguments: [then] }: CallExpression, { function: frame }: Position): boolean {
  const [resolve] = frame?.function.parameters ?? []
  return (
    frame?.givenTo !== undefined &&
    calleeName(frame.givenTo) === 'Promise' &&
    then?.kind === 'name' &&
    resolve?.target.kind === 'name' &&
    resolve.target.name === then.name
  )
}

function comparesWithNow(call: CallExpression, _: Position, { isFakeClock }: Scene): Remark | undefined {
  if (isFakeClock || !isAssertion(call) || !EQUALITY.test(calleeName(call)) || !call.arguments.some(isNow))
    return undefined
  return {
    rule: 'tests/real-clock',
    confidence: 0.65,
    line: call.at.line,
    message: 'The test compares with the present time: it fails when the clock moves on between the two readings.',
    fix: 'Give the code a clock that the test sets, or compare with a range.',
    effort: 'minutes',
  }
}

function isNow(expression: Expression): boolean {
  return (
    expression.kind === 'call' &&
    CLOCKS.test(calleeName(expression)) &&
    (calleeName(expression) !== 'Date' || expression.arguments.length === 0)
  )
}

/** Names that only have to differ may be drawn. */
function drawsLots(
  call: CallExpression,
  { parent, function: frame }: Position,
  { isSeeded, bodies }: Scene,
): Remark | undefined {
  if (isSeeded || !RANDOM.test(calleeName(call))) return undefined
  if (parent?.kind === 'member' || parent?.kind === 'template') return undefined
  if (frame === undefined || !bodies.has(frame.function)) return undefined
  return {
    rule: 'tests/unseeded-random',
    confidence: 0.5,
    line: call.at.line,
    message: `The test works on random data (\`${dottedName(call.callee)}\`) without a seed: a failure cannot be run again.`,
    fix: 'Draw from a generator with a fixed seed, or print the seed when it fails.',
    effort: 'minutes',
  }
}

function takesFixedPort(call: CallExpression): Remark | undefined {
  const [first] = call.arguments
  if (lastPart(calleeName(call)) !== 'listen' || first?.kind !== 'literal') return undefined
  if (typeof first.value !== 'number' || first.value === 0) return undefined
  return {
    rule: 'tests/fixed-port',
    confidence: 0.5,
    line: call.at.line,
    message: `The test listens on port ${first.value}: it fails where that is taken, and beside another run of itself.`,
    fix: 'Listen on port 0 and ask which one it became.',
    effort: 'minutes',
  }
}

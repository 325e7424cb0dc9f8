import { remembered } from '../../../core/remember.ts'
import { indexByName, type NameIndex } from './name-patterns.ts'
import type {
  CallRule,
  FlowRules,
  GuardRule,
  MethodRule,
  ParameterRule,
  PlaceRule,
  PropagatorRule,
  ReturnRule,
  SameRule,
  SanitiserRule,
  SinkRule,
  SourceRule,
  TypeRule,
  VouchRule,
} from './rules.ts'

/** Rules of one language, found by name. */
export interface Known {
  /** What is known of a value or member of that name. */
  value(name: string): KnownValue
  places: NameIndex<PlaceRule>
  returns: NameIndex<ReturnRule>
  /** What is known of calling a function of that name. */
  call(name: string): KnownCall
  guards: NameIndex<GuardRule>
  vouches: NameIndex<VouchRule>
  published: NameIndex<true>
  annotated: NameIndex<ParameterRule>
  handlers: NameIndex<ParameterRule>
  extended: NameIndex<ParameterRule>
  /** Rules for parameters that are known by their own annotation. */
  annotatedParameters: NameIndex<ParameterRule>
  named: readonly ParameterRule[]
  methods: ReadonlyMap<string, readonly MethodRule[]>
}

export interface KnownValue {
  source: SourceRule | undefined
  type: string | undefined
  /** Types that depend on how it is called. */
  types: readonly TypeRule[]
  isClean: boolean
}

export interface KnownCall {
  calls: readonly CallRule[]
  sinks: readonly SinkRule[]
  sanitisers: readonly SanitiserRule[]
  propagators: readonly PropagatorRule[]
  /** What gives the function back that it is given. */
  same: SameRule | undefined
  /** Nothing comes after it. */
  ends: boolean
  /** Its name as that of a value: `name()`. */
  result: string
  given: KnownValue
}

export function knownFrom(rules: FlowRules): Known {
  const ofFunction = rules.parameters.filter(({ of }) => of !== 'parameter')
  const value = valueIndex(rules)
  return {
    value,
    call: callIndex(rules, value),
    places: indexByName(rules.places, ({ places }) => places),
    returns: indexByName(rules.returns, ({ annotations }) => annotations),
    guards: indexByName(rules.guards, ({ calls }) => calls),
    vouches: indexByName(rules.vouches ?? [], ({ values }) => values),
    published: indexByName<true>([true], () => rules.published ?? []),
    annotated: indexByName(ofFunction, ({ annotations = [] }) => annotations),
    handlers: indexByName(ofFunction, ({ handlers = [] }) => handlers),
    extended: indexByName(ofFunction, ({ extend }) => extend?.classes ?? []),
    annotatedParameters: indexByName(
      rules.parameters.filter(({ of }) => of === 'parameter'),
      ({ annotations = [] }) => annotations,
    ),
    named: ofFunction.filter(({ names }) => names !== undefined),
    methods: methodsByName(rules.methods ?? []),
  }
}

function methodsByName(rules: readonly MethodRule[]): Known['methods'] {
  const pairs = rules.flatMap((rule) => rule.methods.map((name) => ({ name, rule })))
  const grouped = Map.groupBy(pairs, ({ name }) => name)
  return new Map([...grouped].map(([name, list]) => [name, list.map(({ rule }) => rule)]))
}

/** Names come again and again: what was found for one is kept. */
const MOST_KEPT = 50_000

function valueIndex(rules: FlowRules): Known['value'] {
  const clean = rules.clean.flatMap(({ calls }) => calls)
  const isClean = indexByName<true>([true], () => clean)
  const sources = indexByName(rules.sources, ({ values }) => values)
  const types = indexByName(
    rules.types.filter(({ where }) => where === undefined),
    ({ values }) => values,
  )
  const dependent = indexByName(
    rules.types.filter(({ where }) => where !== undefined),
    ({ values }) => values,
  )
  return remembered(MOST_KEPT, (name) => ({
    source: sources.find(name)[0],
    type: types.find(name)[0]?.type,
    types: dependent.find(name),
    isClean: isClean.find(name).length > 0,
  }))
}

/** All that is asked of a call, found together: most calls are of names that no rule speaks of. */
function callIndex(rules: FlowRules, value: Known['value']): Known['call'] {
  const calls = indexByName(rules.calls, (rule) => rule.calls)
  const sinks = indexByName(rules.sinks, (rule) => rule.calls)
  const sanitisers = indexByName(rules.sanitisers, (rule) => rule.calls)
  const propagators = indexByName(rules.propagators, (rule) => rule.calls)
  const same = indexByName(rules.same ?? [], (rule) => rule.calls)
  const ends = indexByName<true>([true], () => rules.ends ?? [])
  return remembered(MOST_KEPT, (name) => {
    const result = `${name}()`
    return {
      calls: calls.find(name),
      sinks: sinks.find(name),
      sanitisers: sanitisers.find(name),
      propagators: propagators.find(name),
      same: same.find(name)[0],
      ends: ends.find(name).length > 0,
      result,
      given: value(result),
    }
  })
}

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
  sinks: NameIndex<SinkRule>
  places: NameIndex<PlaceRule>
  returns: NameIndex<ReturnRule>
  calls: NameIndex<CallRule>
  sanitisers: NameIndex<SanitiserRule>
  guards: NameIndex<GuardRule>
  propagators: NameIndex<PropagatorRule>
  ends: NameIndex<true>
  vouches: NameIndex<VouchRule>
  same: NameIndex<SameRule>
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

export function knownFrom(rules: FlowRules): Known {
  const ofFunction = rules.parameters.filter(({ of }) => of !== 'parameter')
  return {
    value: valueIndex(rules),
    sinks: indexByName(rules.sinks, ({ calls }) => calls),
    places: indexByName(rules.places, ({ places }) => places),
    returns: indexByName(rules.returns, ({ annotations }) => annotations),
    calls: indexByName(rules.calls, ({ calls }) => calls),
    sanitisers: indexByName(rules.sanitisers, ({ calls }) => calls),
    guards: indexByName(rules.guards, ({ calls }) => calls),
    propagators: indexByName(rules.propagators, ({ calls }) => calls),
    vouches: indexByName(rules.vouches ?? [], ({ values }) => values),
    ends: indexByName<true>([true], () => rules.ends ?? []),
    same: indexByName(rules.same ?? [], ({ calls }) => calls),
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
  const kept = new Map<string, KnownValue>()
  return (name) => {
    const before = kept.get(name)
    if (before !== undefined) return before
    const known = {
      source: sources.find(name)[0],
      type: types.find(name)[0]?.type,
      types: dependent.find(name),
      isClean: isClean.find(name).length > 0,
    }
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(name, known)
    return known
  }
}

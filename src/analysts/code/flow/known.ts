import { indexByName, type NameIndex } from './name-patterns.ts'
import type {
  CallRule,
  FlowRules,
  GuardRule,
  ParameterRule,
  PlaceRule,
  PropagatorRule,
  ReturnRule,
  SanitiserRule,
  SinkRule,
  SourceRule,
  TypeRule,
} from './rules.ts'

/** Rules of one language, found by name. */
export interface Known {
  sources: NameIndex<SourceRule>
  sinks: NameIndex<SinkRule>
  places: NameIndex<PlaceRule>
  returns: NameIndex<ReturnRule>
  calls: NameIndex<CallRule>
  sanitisers: NameIndex<SanitiserRule>
  guards: NameIndex<GuardRule>
  propagators: NameIndex<PropagatorRule>
  clean: NameIndex<true>
  types: NameIndex<TypeRule>
  annotated: NameIndex<ParameterRule>
  handlers: NameIndex<ParameterRule>
  /** Rules for parameters that are known by their own annotation. */
  annotatedParameters: NameIndex<ParameterRule>
  named: readonly ParameterRule[]
}

export function knownFrom(rules: FlowRules): Known {
  const ofFunction = rules.parameters.filter(({ of }) => of !== 'parameter')
  return {
    sources: indexByName(rules.sources, ({ values }) => values),
    sinks: indexByName(rules.sinks, ({ calls }) => calls),
    places: indexByName(rules.places, ({ places }) => places),
    returns: indexByName(rules.returns, ({ annotations }) => annotations),
    calls: indexByName(rules.calls, ({ calls }) => calls),
    sanitisers: indexByName(rules.sanitisers, ({ calls }) => calls),
    guards: indexByName(rules.guards, ({ calls }) => calls),
    propagators: indexByName(rules.propagators, ({ calls }) => calls),
    clean: cleanIndex(rules),
    types: indexByName(rules.types, ({ values }) => values),
    annotated: indexByName(ofFunction, ({ annotations = [] }) => annotations),
    handlers: indexByName(ofFunction, ({ handlers = [] }) => handlers),
    annotatedParameters: indexByName(
      rules.parameters.filter(({ of }) => of === 'parameter'),
      ({ annotations = [] }) => annotations,
    ),
    named: ofFunction.filter(({ names }) => names !== undefined),
  }
}

function cleanIndex(rules: FlowRules): NameIndex<true> {
  const patterns = rules.clean.flatMap(({ calls }) => calls)
  return indexByName<true>([true], () => patterns)
}

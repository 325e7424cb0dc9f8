import { isScript } from '../program.ts'
import { writeBack } from './assign.ts'
import { builtOf, type Calling, inputTaints, onlyPrefix } from './calling.ts'
import { formatBeginning } from './combine-values.ts'
import { holdsFor } from './conditions.ts'
import type { Effect } from './container-methods.ts'
import { containerEffect } from './containers.ts'
import type { Frame } from './frame.ts'
import { foldStatic, madeOfRequest, mappedStream } from './java-calls.ts'
import type { Machine } from './machine.ts'
import { listedContainer, madeContainer } from './made-containers.ts'
import { beanGetter, beanSetter, endsAfterFolders, keyedSetter, matcher } from './outside-objects.ts'
import { simpleName } from './project.ts'
import { mappedValue } from './python-builtins.ts'
import { runCallbacks } from './run-callbacks.ts'
import { bitsOf, cleared, joinTaints, type Taint } from './taint.ts'
import { allTaints, listItems, listValue, prefixOf, UNKNOWN, type Value, withAnyElement, withElement } from './value.ts'

/** A function that is not of the project. */
export function callOutside(calling: Calling, frame: Frame, machine: Machine): Value {
  const { name, method, receiver, receiverWritten, args } = calling
  const { known, code } = frame.module
  const rules = known.call(name)
  const inScript = isScript(code.language)
  const type = rules.given.types.find(({ where }) => holdsFor(where, args, receiver))?.type ?? rules.given.type
  const resultName = type ?? rules.result
  const mapped = receiver === undefined && mappedValue(name, args, frame, machine)
  if (mapped) return mapped
  const given = runCallbacks(calling, frame, machine)
  const made = inScript && receiver !== undefined ? madeOfEach(method, receiver, given) : undefined
  if (made !== undefined) return made
  const listed = code.language === 'java' ? listedContainer(name, args) : undefined
  if (listed !== undefined) return listed
  const matching = matcher(calling)
  if (matching !== undefined) return matching
  if (code.language === 'java') {
    const own = foldStatic(name, args) ?? mappedStream(calling, given, frame)
    if (own !== undefined) return own
  }
  const isRuled = inScript && rules.propagators.some(({ to }) => to.includes('result'))
  if (receiver !== undefined && !isRuled) {
    const effect = containerEffect(method, receiver, args, inScript) ?? computedElement(calling, given)
    if (effect !== undefined) {
      if (effect.receiver !== undefined && receiverWritten !== undefined)
        writeBack(receiverWritten, effect.receiver, frame, machine)
      return effect.result.name === undefined && type !== undefined ? { ...effect.result, name: type } : effect.result
    }
    const got = beanGetter(method, receiver, args)
    if (got !== undefined) return got
    const set = beanSetter(method, args) ?? keyedSetter(method, args)
    if (set !== undefined && receiverWritten !== undefined)
      writeBack(
        receiverWritten,
        { ...receiver, fields: new Map(receiver.fields).set(set.field, set.value) },
        frame,
        machine,
      )
  }
  if (receiver === undefined || isFromModule(receiver, method, code.language)) {
    const made = madeContainer(simpleName(name), rules.result, args)
    if (made !== undefined && !inScript) return made
  }
  const moved = propagate(calling, frame, machine)
  if (rules.ends) frame.isDead = true
  if (known.value(name).isClean) return { taints: [], name: resultName }
  if (moved !== undefined) return { taints: moved, name: resultName, ...builtOf(calling), ...onlyPrefix(args) }
  if (endsAfterFolders(calling))
    return { taints: cleared(inputTaints(calling), bitsOf(['path'])), name: resultName, ...builtOf(calling) }
  const all = joinTaints(
    joinTaints(inputTaints(calling), madeOfRequest(calling, frame)),
    given === undefined ? [] : allTaints(given),
  )
  const isText = receiver !== undefined && (method === 'format' || method === 'concat')
  const prefix = isText ? formatBeginning(prefixOf(receiver), args.positional[0]) : undefined
  const isFormatted = (method === 'format' || (inScript && method === 'concat')) && all.length > 0
  return {
    taints: all,
    name: resultName,
    ...builtOf(calling),
    ...(isFormatted && { isBuilt: true }),
    ...namedOptions(calling),
    ...(prefix && { prefix }),
  }
}

/** Python's `io.StringIO()`, `collections.deque()`: what is called is a type of a module. */
function isFromModule({ name, taints, fields }: Value, method: string, language: string): boolean {
  const isModule = name !== undefined && !name.includes('()') && taints.length === 0 && fields === undefined
  return language === 'python' && isModule && /^(?:[A-Z]\w*|deque|defaultdict)$/.test(method)
}

/** What a constructor outside is told by name is known of what it makes. */
function namedOptions({ name, args }: Calling): { fields: ReadonlyMap<string, Value> } | undefined {
  if (!/^[A-Z]/.test(simpleName(name))) return undefined
  const known = Array.from(args.named).filter(([, { constant }]) => constant !== undefined)
  return known.length === 0 ? undefined : { fields: new Map(known) }
}

/** What a function makes of each element, and only that, is what `map` gives. */
function madeOfEach(method: string, receiver: Value, given: Value | undefined): Value | undefined {
  if (given === undefined) return undefined
  if (method === 'then' || method === 'reduce' || method === 'reduceRight') return given
  if (method !== 'map' && method !== 'flatMap') return undefined
  const items = listItems(receiver)
  return items?.length === 0 ? receiver : withAnyElement(listValue([]), given)
}

/** Where the rules say that data goes; undefined where no rule speaks of the result. */
function propagate(calling: Calling, frame: Frame, machine: Machine): readonly Taint[] | undefined {
  const { name, receiver, receiverWritten, args, call } = calling
  let result: readonly Taint[] | undefined
  for (const rule of frame.module.known.call(name).propagators) {
    let taints: readonly Taint[] = []
    for (const from of rule.from) {
      const values =
        from === 'receiver'
          ? [receiver]
          : from === 'arguments'
            ? [...args.positional, ...args.named.values(), args.spread]
            : [args.positional[from]]
      for (const value of values) if (value !== undefined) taints = joinTaints(taints, allTaints(value))
    }
    for (const to of rule.to) {
      const written = to === 'receiver' ? receiverWritten : typeof to === 'number' ? call.arguments[to] : undefined
      if (to === 'result') result = joinTaints(result ?? [], taints)
      else if (written !== undefined && taints.length > 0) {
        const before = to === 'receiver' ? (receiver ?? UNKNOWN) : machine.evaluate(written, frame)
        writeBack(written, { ...before, taints: joinTaints(before.taints, taints) }, frame, machine)
      }
    }
  }
  return result
}

/** `map.computeIfAbsent(key, make)`: what was made is in the map from there on. */
function computedElement({ method, receiver, args }: Calling, given: Value | undefined): Effect | undefined {
  if (given === undefined || receiver?.fields === undefined) return undefined
  if (method !== 'computeIfAbsent' && method !== 'compute') return undefined
  const [key] = args.positional
  const changed =
    typeof key?.constant === 'string' ? withElement(receiver, key.constant, given) : withAnyElement(receiver, given)
  return { result: given, receiver: changed }
}

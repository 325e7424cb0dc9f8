import type { CallExpression, Expression } from '../program.ts'
import { narrow, writeBack } from './assign.ts'
import { callbackArguments } from './callbacks.ts'
import { argumentAt, evaluateArguments, holdsFor } from './conditions.ts'
import { containerEffect, type Effect, isTextBuilder, listedContainer, madeContainer } from './containers.ts'
import { formatBeginning } from './evaluate.ts'
import { type Frame, lookUp } from './frame.ts'
import { importedValue } from './imports.ts'
import { foldStatic, madeOfRequest, mappedStream } from './java-calls.ts'
import { type Arguments, type Machine, placeOf } from './machine.ts'
import { methodOf, ownMember, qualifiedName, staticMember, withSource } from './members.ts'
import { narrowByWays } from './outcomes.ts'
import { beanGetter, beanSetter, endsAfterFolders, keyedSetter, matcher } from './outside-objects.ts'
import { simpleName } from './project.ts'
import { mappedValue } from './python-builtins.ts'
import type { ArgumentAt, SinkRule } from './rules.ts'
import { bitsOf, cleared, joinTaints, stepped, type Taint, worstOf } from './taint.ts'
import { classNamed, resolveType } from './type-names.ts'
import {
  allTaints,
  type ClassValue,
  type Closure,
  join,
  listItems,
  listValue,
  prefixOf,
  UNKNOWN,
  type Value,
  withAnyElement,
  withElement,
} from './value.ts'

/** A call once it is known whom it calls with what. */
interface Calling {
  call: CallExpression
  /** Qualified name of what is called. */
  name: string
  /** The last segment of how it is written. */
  method: string
  receiver: Value | undefined
  receiverWritten: Expression | undefined
  target: Value
  args: Arguments
}

/** What a call gives: by the rules where they know it, by going through the function where the project has it, else by what went in. */
export function evaluateCall(call: CallExpression, frame: Frame, machine: Machine): Value {
  const value = resultOf(call, frame, machine)
  const isPlain = value.constant === undefined && value.function === undefined && value.class === undefined
  return isPlain ? { ...value, test: { expression: call, frame } } : value
}

function resultOf(call: CallExpression, frame: Frame, machine: Machine): Value {
  const calling = prepare(call, frame, machine)
  const imported = requiredModule(calling, frame, machine)
  if (imported !== undefined) return imported
  const closure = calling.target.function
  const isOwn = closure !== undefined || calling.target.class !== undefined || calling.method === 'super'
  if (!isOwn || calling.target.name !== undefined) {
    judge(calling, frame, machine)
    const known = byRule(calling, frame, machine)
    if (known !== undefined) return known
  }
  const same = sameFunction(calling, frame)
  if (same !== undefined) return same
  if (call.new || calling.target.class !== undefined) return construct(calling, frame, machine)
  if (closure !== undefined) return invokeOwn(calling, closure, frame, machine)
  if (calling.method === 'super') return superConstructor(calling, frame, machine)
  return callOutside(calling, frame, machine)
}

function prepare(call: CallExpression, frame: Frame, machine: Machine): Calling {
  const { callee } = call
  if (callee.kind === 'member' || (callee.kind === 'index' && callee.index.kind === 'literal')) {
    const inherited = superMethod(callee, frame, machine)
    if (inherited !== undefined) return { ...inherited, call, args: evaluateArguments(call, frame, machine) }
    const receiver = machine.evaluate(callee.object, frame)
    const args = evaluateArguments(call, frame, machine)
    const method = callee.kind === 'member' ? callee.property : String((callee.index as { value?: unknown }).value)
    const target = methodTarget(receiver, method, args.positional.length, machine)
    const above = target === undefined ? outsideAbove(receiver.instance, machine) : undefined
    const name = `${above ?? qualifiedName(receiver, callee.object)}.${method}`
    const after = call.new ? `${name}.new` : name
    return {
      call,
      name: target?.name ?? after,
      method,
      receiver,
      receiverWritten: callee.object,
      target: target ?? UNKNOWN,
      args,
    }
  }
  const value = machine.evaluate(callee, frame)
  const target = overloaded(value, call, machine)
  const args = evaluateArguments(call, frame, machine)
  const written = callee.kind === 'name' ? callee.name : ''
  const above =
    callee.kind === 'name' && !call.new && target.function === undefined && target.name === callee.name
      ? outsideAbove(frame.class, machine)
      : undefined
  const name =
    call.new && callee.kind === 'name' && target.name === undefined
      ? resolveType(callee.name, frame)
      : above === undefined
        ? qualifiedName(target, callee)
        : `${above}.${written}`
  return {
    call,
    name: call.new ? `${name}.new` : name,
    method: written,
    receiver: undefined,
    receiverWritten: undefined,
    target,
    args,
  }
}

/** Python's `super().method(…)`, Java's `super.method(…)`: the method of a class above, on the object itself. */
function superMethod(callee: Expression, frame: Frame, machine: Machine): Omit<Calling, 'call' | 'args'> | undefined {
  if (callee.kind !== 'member') return undefined
  const isJava = frame.module.code.language === 'java'
  const { at } = callee.object
  const word = isJava ? callee.object : callee.object.kind === 'call' ? callee.object.callee : undefined
  if (word === undefined || (!isJava && frame.module.code.language !== 'python')) return undefined
  const self = isJava ? 'this' : selfName(frame)
  const of = frame.class
  if (word.kind !== 'name' || word.name !== 'super' || self === undefined || of === undefined) return undefined
  const { property: method } = callee
  const receiverWritten: Expression = { kind: 'name', at, name: self }
  const receiver = lookUp(self, frame) ?? UNKNOWN
  for (const name of of.code.supers) {
    const above = classNamed(name, of.frame, machine)
    const found = above === undefined ? undefined : methodOf(above, method, machine)
    if (found !== undefined)
      return {
        name: method,
        method,
        receiver,
        receiverWritten,
        target: { taints: [], function: { ...found, this: receiver } },
      }
  }
  return undefined
}

/** The class outside that a class of the project extends: what it does not have itself it has from there. */
function outsideAbove(of: ClassValue | undefined, machine: Machine, height = 6): string | undefined {
  const [name] = of?.code.supers ?? []
  if (of === undefined || name === undefined || height === 0 || of.frame.module.code.language !== 'java')
    return undefined
  const above = classNamed(name, of.frame, machine)
  return above === undefined ? resolveType(name, of.frame) : outsideAbove(above, machine, height - 1)
}

/** How the method that is gone through calls its object. */
function selfName(frame: Frame): string | undefined {
  return ['self', 'cls'].find((name) => lookUp(name, frame) !== undefined)
}

/** Of several methods of the name the one that takes so many arguments. */
function overloaded(value: Value, call: CallExpression, machine: Machine): Value {
  const { function: closure } = value
  if (closure?.class === undefined || closure.code.parameters.length === call.arguments.length) return value
  const better = methodOf(closure.class, closure.code.name, machine, call.arguments.length)
  return better === undefined ? value : { ...value, function: { ...closure, code: better.code } }
}

function methodTarget(receiver: Value, method: string, count: number, machine: Machine): Value | undefined {
  const field = receiver.fields?.get(method)
  if (field?.function !== undefined || field?.class !== undefined) return withThis(field, receiver)
  if (receiver.instance !== undefined) {
    const found = methodOf(receiver.instance, method, machine, count)
    if (found !== undefined) return { taints: [], function: { ...found, this: receiver } }
    return ownMember(receiver, method, machine)
  }
  // Whatever the one method of a functional interface is called, it calls the function.
  if (receiver.function?.frame.module.code.language === 'java' && !OF_FUNCTIONS.has(method)) return receiver
  return receiver.class === undefined ? undefined : (staticMember(receiver.class, method, machine) ?? undefined)
}

/** Methods that functions of Java have besides. */
const OF_FUNCTIONS: ReadonlySet<string> = new Set([
  'andThen',
  'compose',
  'negate',
  'and',
  'or',
  'equals',
  'hashCode',
  'toString',
  'thenComparing',
  'reversed',
])

function withThis(field: Value, receiver: Value): Value {
  const { function: closure } = field
  return closure === undefined || closure.this !== undefined
    ? field
    : { ...field, function: { ...closure, this: receiver } }
}

/** CommonJS: `require('x')`. */
function requiredModule({ call, name, args }: Calling, frame: Frame, machine: Machine): Value | undefined {
  const [module] = args.positional
  if ((name !== 'require' && name !== 'import') || typeof module?.constant !== 'string' || call.new) return undefined
  return importedValue(module.constant, '*', '', frame, machine)
}

/** The function that a call gives back as it was given it; undefined where the rules know of none. */
function sameFunction({ name, receiver, args }: Calling, frame: Frame): Value | undefined {
  const [rule] = frame.module.known.same.find(name)
  if (rule === undefined) return undefined
  const value = rule.of === 'receiver' ? receiver : args.positional[rule.of]
  return value?.function !== undefined || value?.name !== undefined ? value : undefined
}

/** Says what the rules say of a call: that it is wrong by itself, or that tainted data comes to where it harms. */
function judge({ call, name, receiver, args }: Calling, frame: Frame, machine: Machine): void {
  const { known } = frame.module
  const at = {
    ...placeOf(call.at, frame),
    line: call.callee.at.endLine,
    endLine: Math.max(call.at.endLine, call.callee.at.endLine),
  }
  for (const rule of known.calls.find(name))
    if (holdsFor(rule.where, args, receiver)) machine.tell(rule, undefined, at, undefined)
  for (const rule of known.sinks.find(name)) {
    if (!holdsFor(rule.where, args, receiver)) continue
    const taint = worstOf(dangerous(rule, args, receiver, frame), rule.matter, rule.origins)
    if (taint !== undefined) machine.tell(rule, rule.matter, at, taint)
  }
}

/** The taints of the arguments that a rule names. */
function dangerous(rule: SinkRule, args: Arguments, receiver: Value | undefined, frame: Frame): readonly Taint[] {
  const chosen =
    rule.arguments === 'all'
      ? [...args.positional, ...args.named.values()]
      : rule.arguments.map((one) => (one === 'receiver' ? receiver : argumentAt(argumentNamed(one), args)))
  // What is spread stands after the arguments that are known.
  const isSpread =
    rule.arguments === 'all' ||
    rule.arguments.some((one) => (typeof one === 'number' ? one >= args.positional.length : one !== 'receiver'))
  let taints: readonly Taint[] = args.spread !== undefined && isSpread ? allTaints(args.spread) : []
  for (const value of chosen)
    if (value !== undefined && !rule.prefixHeals?.test(prefixOf(value)) && !isData(value, rule, frame))
      taints = joinTaints(taints, allTaints(value))
  return taints
}

/** In scripts an object is sent as data, not as a page; elsewhere it fills a template. */
function isData({ fields, isList }: Value, { matter }: SinkRule, { module }: Frame): boolean {
  const { language } = module.code
  return (
    matter === 'html' &&
    (language === 'javascript' || language === 'typescript') &&
    fields !== undefined &&
    isList !== true
  )
}

function argumentNamed(one: number | string | ArgumentAt): ArgumentAt {
  if (typeof one === 'object') return one
  return typeof one === 'number' ? { index: one } : { name: one }
}

/** What a sanitiser or a source gives; undefined where the name is neither. */
function byRule(calling: Calling, frame: Frame, machine: Machine): Value | undefined {
  const { call, name, receiver, args } = calling
  const { known } = frame.module
  const sanitisers = known.sanitisers.find(name).filter(({ where }) => holdsFor(where, args, receiver))
  if (sanitisers.length > 0) {
    runCallbacks(calling, frame, machine)
    const bits = sanitisers.reduce((all, { clears }) => all | bitsOf(clears), 0)
    const [checked] = call.arguments
    if (checked !== undefined && sanitisers.some(({ throws }) => throws))
      narrow(checked, (value) => ({ ...value, taints: cleared(value.taints, bits) }), frame, machine)
    const inner = inputTaints(calling)
    const folded = foldOf(calling) ?? foldStatic(name, args)
    return folded ?? { taints: cleared(inner, bits), name: `${name}()` }
  }
  const source = withSource(UNKNOWN, `${name}()`, call.at, frame)
  if (source.taints.length === 0) return undefined
  runCallbacks(calling, frame, machine)
  fillArguments(calling, source.taints, frame, machine)
  const type = known.value(`${name}()`).type
  return {
    taints: joinTaints(source.taints, receiver?.taints ?? []),
    name: type ?? `${name}()`,
    ...(args.spread && {}),
  }
}

/** Data that comes in is put into arguments: `c.Bind(&form)`. */
function fillArguments({ call, name }: Calling, taints: readonly Taint[], frame: Frame, machine: Machine): void {
  for (const index of frame.module.known.value(`${name}()`).source?.fills ?? []) {
    const written = call.arguments[index]
    if (written === undefined) continue
    const before = machine.evaluate(written, frame)
    writeBack(written, { ...before, taints: joinTaints(before.taints, taints) }, frame, machine)
  }
}

function foldOf({ method, receiver, args }: Calling): Value | undefined {
  return typeof receiver?.constant === 'string' ? containerEffect(method, receiver, args, false)?.result : undefined
}

function inputTaints({ receiver, args }: Calling): readonly Taint[] {
  let taints: readonly Taint[] = receiver === undefined ? [] : allTaints(receiver)
  for (const value of [...args.positional, ...args.named.values(), args.spread ?? UNKNOWN])
    if (value.function === undefined) taints = joinTaints(taints, allTaints(value))
  return taints
}

function construct(calling: Calling, frame: Frame, machine: Machine): Value {
  const { call, target, args, name } = calling
  const language = frame.module.code.language
  const own = name.replace(/\.new$/, '')
  const typeName = language === 'java' || language === 'go' ? own : `${own}()`
  if (call.body !== undefined) {
    const of = { code: call.body, frame }
    const value = machine.instantiate(of, args, placeOf(call.at, frame), frame, typeName)
    for (const method of call.body.methods) frame.made.push({ code: method, frame, class: of, this: value })
    return value
  }
  if (target.class !== undefined)
    return machine.instantiate(target.class, args, placeOf(call.at, frame), frame, typeName)
  if (target.function !== undefined) {
    const prototype = target.fields?.get('prototype')?.fields
    const self: Value = { taints: [], name: typeName, fields: new Map(prototype) }
    const made = machine.invoke({ ...target.function, this: self }, args, placeOf(call.at, frame), frame.depth + 1)
    return made.value.fields !== undefined ? made.value : (made.self ?? self)
  }
  const made = madeContainer(simpleName(own), typeName, args)
  if (made !== undefined) return made
  runCallbacks(calling, frame, machine)
  if (frame.module.known.value(name).isClean) return { taints: [], name: typeName }
  const madeFrom = args.positional.flatMap((value) => [
    ...(value.name === undefined ? [] : [value.name]),
    ...(value.madeFrom ?? []),
  ])
  return {
    taints: joinTaints(inputTaints(calling), madeOfRequest(calling, frame)),
    name: typeName,
    ...builtOf(calling),
    ...onlyPrefix(args),
    ...(madeFrom.length > 0 && { madeFrom }),
  }
}

/** What is made of one text begins as that does. */
function onlyPrefix({ positional }: Arguments): { prefix: string } | undefined {
  const [only] = positional
  const prefix = only === undefined || positional.length !== 1 ? '' : prefixOf(only)
  return prefix === '' ? undefined : { prefix }
}

/** Whether the text inside was put together. */
function builtOf({ args, receiver }: Calling): { isBuilt: true } | undefined {
  return receiver?.isBuilt || args.positional.some(({ isBuilt }) => isBuilt) ? { isBuilt: true } : undefined
}

function superConstructor({ args, call }: Calling, frame: Frame, machine: Machine): Value {
  const self = lookUp('this', frame)
  const above = frame.class?.code.supers[0]
  if (self === undefined || above === undefined || frame.class === undefined) return UNKNOWN
  const of = machine.evaluate({ kind: 'name', at: call.at, name: above }, frame.class.frame).class
  const making = of === undefined ? undefined : constructorOf(of.code.name, of, machine)
  if (making === undefined) return UNKNOWN
  const made = machine.invoke({ ...making, this: self }, args, placeOf(call.at, frame), frame.depth + 1)
  if (made.self !== undefined)
    narrow({ kind: 'name', at: call.at, name: 'this' }, () => made.self ?? self, frame, machine)
  return UNKNOWN
}

function constructorOf(name: string, of: NonNullable<Value['class']>, machine: Machine): Closure | undefined {
  for (const one of ['constructor', '__init__', name, '<init>']) {
    const found = methodOf(of, one, machine, undefined, 0)
    if (found !== undefined) return found
  }
  return undefined
}

/** A function of the project: gone through with what it is given; what it changes of that is changed here. */
function invokeOwn(calling: Calling, closure: Closure, frame: Frame, machine: Machine): Value {
  const { call, args, receiverWritten, receiver } = calling
  const place = placeOf(call.at, frame)
  const stepArgs: Arguments = {
    ...args,
    positional: args.positional.map((value) => withStep(value, closure, place)),
  }
  const ways = implementations(closure, machine)
  if (ways.length === 0) return callOutside(calling, frame, machine)
  let value: Value | undefined
  for (const one of ways) {
    const made = machine.invoke(one, stepArgs, place, frame.depth + 1)
    value = value === undefined ? made.value : join(value, made.value)
    if (ways.length > 1) continue
    narrowByWays(call, made.ways, frame, machine)
    for (const [index, after] of made.after.entries()) {
      const written = call.arguments[index]
      if (
        after !== undefined &&
        written !== undefined &&
        after !== stepArgs.positional[index] &&
        (after.fields !== undefined || isTextBuilder(after))
      )
        if (written.kind === 'name' || written.kind === 'member') writeBack(written, after, frame, machine)
    }
    if (
      made.self !== undefined &&
      receiverWritten !== undefined &&
      made.self !== receiver &&
      closure.this !== undefined
    )
      if (receiverWritten.kind === 'name' || receiverWritten.kind === 'member')
        writeBack(receiverWritten, made.self, frame, machine)
    // Java calls a method of the same object by its bare name.
    if (made.self !== undefined && receiverWritten === undefined && one.this === lookUp('this', frame))
      writeBack({ kind: 'name', at: call.at, name: 'this' }, made.self, frame, machine)
  }
  const result = escaped(value ?? UNKNOWN, closure)
  const source = frame.module.known.value(`${calling.name}()`).type
  return source === undefined || result.name !== undefined ? result : { ...result, name: source }
}

/** A function of Java that is called `escape…` and does more than one thing is taken at its word. */
function escaped(value: Value, { code, frame }: Closure): Value {
  if (value.taints.length === 0 || code.body.length < 2 || frame.module.code.language !== 'java') return value
  if (!/^(?:escape|encode|sanitise|sanitize)/i.test(code.name)) return value
  return { ...value, taints: cleared(value.taints, bitsOf(['html', 'xml', 'ldap', 'xpath', 'log', 'header'])) }
}

function withStep(value: Value, { code }: Closure, place: ReturnType<typeof placeOf>): Value {
  return value.taints.length === 0
    ? value
    : {
        ...value,
        taints: stepped(value.taints, `it is handed to ${code.name === '' ? 'a function' : code.name}`, place),
      }
}

/** A method without a body is that of an interface: those that implement it are gone through; none where all are elsewhere. */
function implementations(closure: Closure, machine: Machine): readonly Closure[] {
  if (closure.code.body.length > 0 || closure.class === undefined) return [closure]
  const isGo = closure.frame.module.code.language === 'go'
  const own = closure.class.code
  const classes = isGo ? machine.project.implementers(own) : machine.project.java.subclasses(closure.class)
  const found = classes.flatMap((of) => {
    const method = methodOf(of, closure.code.name, machine, closure.code.parameters.length, 0)
    return method === undefined
      ? []
      : [{ ...method, ...(closure.this !== undefined && { this: { ...closure.this, instance: of } }) }]
  })
  // Nobody implements it here: it does what it does outside.
  const isAbstract = closure.code.returns !== undefined && closure.code.returns !== 'void'
  return found.length === 0 && !isAbstract ? [closure] : found
}

/** A function that is not of the project. */
function callOutside(calling: Calling, frame: Frame, machine: Machine): Value {
  const { name, method, receiver, receiverWritten, args } = calling
  const { known, code } = frame.module
  const isScript = code.language === 'javascript' || code.language === 'typescript'
  const result = known.value(`${name}()`)
  const type = result.types.find(({ where }) => holdsFor(where, args, receiver))?.type ?? result.type
  const resultName = type ?? `${name}()`
  const mapped = receiver === undefined && mappedValue(name, args, placeOf(calling.call.at, frame), frame, machine)
  if (mapped) return mapped
  const given = runCallbacks(calling, frame, machine)
  const made = isScript && receiver !== undefined ? madeOfEach(method, receiver, given) : undefined
  if (made !== undefined) return made
  const listed = code.language === 'java' ? listedContainer(name, args) : undefined
  if (listed !== undefined) return listed
  const matching = matcher(calling)
  if (matching !== undefined) return matching
  if (code.language === 'java') {
    const own = foldStatic(name, args) ?? mappedStream(calling, given, frame)
    if (own !== undefined) return own
  }
  const isRuled = isScript && known.propagators.find(name).some(({ to }) => to.includes('result'))
  if (receiver !== undefined && !isRuled) {
    const effect = containerEffect(method, receiver, args, isScript) ?? computedElement(calling, given)
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
    const made = madeContainer(simpleName(name), `${name}()`, args)
    if (made !== undefined && !isScript) return made
  }
  const moved = propagate(calling, frame, machine)
  if (known.ends.find(name).length > 0) frame.isDead = true
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
  const isFormatted = (method === 'format' || (isScript && method === 'concat')) && all.length > 0
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
  for (const rule of frame.module.known.propagators.find(name)) {
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

/** The one method of an object that is handed over to be run: `new Thread(job)`. */
function runnable(value: Value, machine: Machine): Closure | undefined {
  if (!value.instance?.code.supers.some((name) => /(?:Runnable|Callable|Thread|TimerTask)$/.test(name)))
    return undefined
  const found = methodOf(value.instance, 'run', machine) ?? methodOf(value.instance, 'call', machine)
  return found === undefined ? undefined : { ...found, this: value }
}

/** Functions among the arguments are called: with what the rules say a handler is given, with elements of a list, or with nothing known. */
function runCallbacks(calling: Calling, frame: Frame, machine: Machine): Value | undefined {
  let given: Value | undefined
  const { args, call } = calling
  const options = args.positional.flatMap((value) => (value.function ? [] : Array.from(value.fields?.values() ?? [])))
  for (const value of [...args.positional, ...args.named.values(), ...options]) {
    const closure = value.function ?? runnable(value, machine)
    if (closure === undefined) continue
    const made = machine.invoke(
      closure,
      callbackArguments(calling, closure, frame, machine),
      placeOf(call.at, frame),
      frame.depth + 1,
    )
    given = given === undefined ? made.value : join(given, made.value)
  }
  return given
}

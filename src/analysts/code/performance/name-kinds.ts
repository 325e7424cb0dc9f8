import { dottedName, mentions } from '../describe-expression.ts'
import type { Expression, ModuleCode } from '../program.ts'
import { walkProgram } from '../walk-program.ts'
import { remoteCall } from './remote-calls.ts'

export type NameKind = 'list' | 'text' | 'other'

/** Many rows at once. */
const FETCHES = /\.(?:findAll|findMany|findAllById|fetchall|fetchAll)$|\.objects\.(?:all|filter)$|\.scalars\(\)\.all$/
const LISTS = /^(?:Array|ArrayList|LinkedList|List|list)$/
const LIST_TYPES = /^(?:ArrayList|LinkedList|List|Array|list|\w+\[\])$/
const TEXT_TYPES = /^(?:String|string|str)$/

/** What each name holds; `other` where two places disagree. */
export function kindsOfNames(module: ModuleCode): ReadonlyMap<string, NameKind> {
  const kinds = new Map<string, NameKind>()
  const note = (name: string, kind: NameKind) => {
    const known = kinds.get(name)
    kinds.set(name, known === undefined || known === kind ? kind : 'other')
  }
  walkProgram(module, {
    node(node) {
      if (node.kind === 'declare' && node.target.kind === 'name') note(node.target.name, kindOf(node.type, node.value))
      else if (node.kind === 'assign' && node.operator === undefined && node.target.kind === 'name')
        if (!mentions(node.value, isSame(node.target.name))) note(node.target.name, kindOf(undefined, node.value))
    },
  })
  return kinds
}

function isSame(name: string): (other: string) => boolean {
  return (other) => other === name
}

function kindOf(type: string | undefined, value: Expression | undefined): NameKind {
  if (type !== undefined && LIST_TYPES.test(type)) return 'list'
  if (type !== undefined && TEXT_TYPES.test(type)) return 'text'
  if (value?.kind === 'list') return 'list'
  if (value?.kind === 'literal' && typeof value.value === 'string') return 'text'
  if (value?.kind === 'call' && LISTS.test(dottedName(value.callee))) return 'list'
  return 'other'
}

/** Names that are given what a remote call answers. */
export function fetchedNames(module: ModuleCode): ReadonlySet<string> {
  const names = new Set<string>()
  walkProgram(module, {
    node(node) {
      if (node.kind !== 'declare' || node.target.kind !== 'name' || node.value === undefined) return
      if (isFetched(node.value, module)) names.add(node.target.name)
    },
  })
  return names
}

function isFetched(value: Expression, { language }: ModuleCode): boolean {
  const call = value.kind === 'await' ? value.value : value
  return call.kind === 'call' && (remoteCall(call, language) !== undefined || FETCHES.test(dottedName(call.callee)))
}

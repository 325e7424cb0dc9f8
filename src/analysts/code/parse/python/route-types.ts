import { own } from '../../../../core/own.ts'
import type { Expression } from '../../program.ts'

const PART = /<(int|float|uuid):(\w+)>|\{(\w+):(int|float|uuid)\}/g
const TYPES: Readonly<Record<string, string>> = { int: 'int', float: 'float', uuid: 'UUID' }

/** Types of parameters by what the routes of decorators say: `@app.route('/job/<int:number>')`, `@app.get('/job/{number:int}')`. */
export function routeTypes(annotations: readonly Expression[]): ReadonlyMap<string, string> {
  const types = new Map<string, string>()
  for (const annotation of annotations) {
    const [route] = annotation.kind === 'call' ? annotation.arguments : []
    if (route?.kind !== 'literal' || typeof route.value !== 'string') continue
    for (const [, before, after, name = after, type = before] of route.value.matchAll(PART)) {
      if (name !== undefined && type !== undefined) types.set(name, own(TYPES, type) ?? type)
    }
  }
  return types
}

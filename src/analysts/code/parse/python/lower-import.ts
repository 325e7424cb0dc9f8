import type { ImportStatement, Statement } from '../../program.ts'
import { fieldOf, fieldsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { Frame } from './frame.ts'

/** `import a.b.c` makes `a`, `a.b` and `a.b.c` known; `import a.b as c` only `c`. */
export function lowerImport(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  for (const name of fieldsOf(node, 'name')) {
    const module = moduleNameOf(name)
    const alias = fieldOf(name, 'alias')
    if (name.type === 'aliased_import') into.push(wholeModule(node, module, alias?.text ?? module))
    else into.push(...prefixesOf(module).map((prefix) => known(node, prefix, frame)))
  }
}

function known(node: SyntaxNode, module: string, frame: Frame): ImportStatement {
  if (module.includes('.')) frame.dotted.add(module)
  return wholeModule(node, module, module)
}

function wholeModule(node: SyntaxNode, module: string, local: string): ImportStatement {
  return { kind: 'import', at: spanOf(node), module, bindings: [{ imported: '*', local }] }
}

function prefixesOf(module: string): string[] {
  const segments = module.split('.').slice(0, 20)
  return segments.map((_, index) => segments.slice(0, index + 1).join('.'))
}

/** `from .a import b as c, d`; a star import binds `*` to `*`. */
export function lowerImportFrom(node: SyntaxNode, _frame: Frame, into: Statement[]): void {
  const module = fieldOf(node, 'module_name')
  if (module === undefined) return
  const names = fieldsOf(node, 'name').map((name) => {
    const imported = moduleNameOf(name)
    return { imported, local: fieldOf(name, 'alias')?.text ?? imported }
  })
  const bindings = names.length > 0 ? names : [{ imported: '*', local: '*' }]
  into.push({ kind: 'import', at: spanOf(node), module: withoutSpace(module.text), bindings })
}

function moduleNameOf(name: SyntaxNode): string {
  return withoutSpace((name.type === 'aliased_import' ? fieldOf(name, 'name') : name)?.text ?? '')
}

function withoutSpace(text: string): string {
  return text.replace(/[\s\\]+/g, '')
}

import type { ClassCode, Expression, FieldCode, FunctionCode, Statement } from '../../program.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, innerFrame, lowerBlock } from './frame.ts'
import { writtenType } from './written-type.ts'

/** A class: its body is lowered as statements, of which functions, classes and assignments are kept, wherever they stand. */
export function lowerClass(node: SyntaxNode, annotations: readonly Expression[], frame: Frame): ClassCode {
  const members: Members = { methods: [], fields: [], classes: [] }
  gather(lowerBlock(fieldOf(node, 'body'), innerFrame(frame, 'class')), members)
  return {
    name: fieldOf(node, 'name')?.text ?? '',
    at: spanOf(node),
    supers: supersOf(fieldOf(node, 'superclasses'), frame),
    annotations,
    ...members,
  }
}

function supersOf(node: SyntaxNode | undefined, frame: Frame): string[] {
  if (node === undefined) return []
  return partsOf(node).flatMap((part) => writtenType(part, frame).type ?? [])
}

interface Members {
  methods: FunctionCode[]
  fields: FieldCode[]
  classes: ClassCode[]
}

function gather(statements: readonly Statement[], members: Members): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'function':
        members.methods.push(statement.function)
        break
      case 'class':
        members.classes.push(statement.class)
        break
      case 'declare':
        members.fields.push(...fieldsFrom(statement))
        break
      case 'if':
        gather(statement.consequent, members)
        gather(statement.alternate, members)
        break
      case 'try':
        gather(statement.body, members)
        break
    }
  }
}

/** An assignment belongs to the class, a bare annotation to its instances. */
function fieldsFrom({ at, target, type, value }: Extract<Statement, { kind: 'declare' }>): FieldCode[] {
  if (target.kind !== 'name') return []
  const field = { at, name: target.name, static: value !== undefined, annotations: [] }
  return [{ ...field, ...(type === undefined ? {} : { type }), ...(value === undefined ? {} : { value }) }]
}

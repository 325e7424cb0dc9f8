import type { ClassCode, Expression, FieldCode, FunctionCode, Statement } from '../../program.ts'
import { lastWord } from '../build.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, innerFrame, lowerBlock } from './frame.ts'
import { writtenType } from './written-type.ts'

/** A class: its body is lowered as statements, of which functions, classes and assignments are kept, wherever they stand. */
export function lowerClass(node: SyntaxNode, annotations: readonly Expression[], frame: Frame): ClassCode {
  const members: Members = { methods: [], fields: [], classes: [] }
  const supers = supersOf(fieldOf(node, 'superclasses'), frame)
  gather(lowerBlock(fieldOf(node, 'body'), innerFrame(frame, 'class')), members, isRecord(supers, annotations))
  return {
    name: fieldOf(node, 'name')?.text ?? '',
    at: spanOf(node),
    supers,
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

function gather(statements: readonly Statement[], members: Members, record: boolean): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'function':
        members.methods.push(statement.function)
        break
      case 'class':
        members.classes.push(statement.class)
        break
      case 'declare':
        members.fields.push(...fieldsFrom(statement, record))
        break
      case 'if':
        gather(statement.consequent, members, record)
        gather(statement.alternate, members, record)
        break
      case 'try':
        gather(statement.body, members, record)
        break
    }
  }
}

/** Decorators and classes above that make a constructor out of the fields that have a type. */
const RECORD_DECORATORS: ReadonlySet<string> = new Set(['dataclass', 'define', 'attrs', 'frozen', 'mutable'])
const RECORD_CLASSES: ReadonlySet<string> = new Set(['BaseModel', 'NamedTuple', 'SQLModel', 'Struct', 'BaseSettings'])

function isRecord(supers: readonly string[], annotations: readonly Expression[]): boolean {
  return (
    supers.some((name) => RECORD_CLASSES.has(name.split('.').at(-1) ?? '')) ||
    annotations.some((one) => RECORD_DECORATORS.has(lastWord(one)))
  )
}

/** An assignment belongs to the class, a bare annotation to its instances; so does what has a type in a record. */
function fieldsFrom(
  { at, target, type, value }: Extract<Statement, { kind: 'declare' }>,
  record: boolean,
): FieldCode[] {
  if (target.kind !== 'name') return []
  const isOfInstance = value === undefined || (record && type !== undefined)
  const field = { at, name: target.name, static: !isOfInstance, annotations: [] }
  return [{ ...field, ...(type === undefined ? {} : { type }), ...(value === undefined ? {} : { value }) }]
}

import type {
  ClassCode,
  Expression,
  FunctionCode,
  ModuleCode,
  Parameter,
  Pattern,
  Statement,
  SwitchCase,
} from '../../../../src/analysts/code/program.ts'

const list = (items: readonly Expression[]): string => items.map(expression).join(', ')
const block = (body: readonly Statement[]): string => `{${body.map(statement).join(' ')}}`

/** An expression in one line, every grouping in parentheses: what a test compares. */
export function expression(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return JSON.stringify(node.value)
    case 'name':
      return node.name
    case 'member':
      return `${expression(node.object)}.${node.property}`
    case 'index':
      return `${expression(node.object)}[${expression(node.index)}]`
    case 'call': {
      const named = node.named.map(({ name, value }) => `${name}=${expression(value)}`)
      const args = [...node.arguments.map(expression), ...named].join(', ')
      const body = node.body === undefined ? '' : ` ${classText(node.body)}`
      return `${node.new ? 'new ' : ''}${expression(node.callee)}(${args})${body}`
    }
    case 'binary':
    case 'logical':
      return `(${expression(node.left)} ${node.operator} ${expression(node.right)})`
    case 'unary':
      return `${node.operator} ${expression(node.operand)}`
    case 'conditional':
      return `(${expression(node.test)} ? ${expression(node.consequent)} : ${expression(node.alternate)})`
    case 'list':
      return `[${list(node.items)}]`
    case 'spread':
      return `...${expression(node.value)}`
    case 'function':
      return functionText(node.function)
    case 'assign':
      return `${pattern(node.target)} ${node.operator ?? ''}= ${expression(node.value)}`
    case 'cast':
      return `<${node.type}>${expression(node.value)}`
    case 'other':
      return `?(${list(node.parts)})`
    default:
      return node.kind
  }
}

function pattern(node: Pattern): string {
  if (node.kind === 'name') return node.name
  return node.kind === 'place' ? expression(node.place) : node.kind
}

function statement(node: Statement): string {
  switch (node.kind) {
    case 'expression':
      return `${expression(node.value)};`
    case 'declare':
      return `${node.type ?? 'var'} ${pattern(node.target)}${node.value === undefined ? '' : ` = ${expression(node.value)}`};`
    case 'if':
      return `if ${expression(node.test)} ${block(node.consequent)}${node.alternate.length === 0 ? '' : ` else ${block(node.alternate)}`}`
    case 'for-each':
      return `for ${pattern(node.target)} of ${expression(node.iterable)} ${block(node.body)}`
    case 'loop': {
      const test = node.test === undefined ? '' : expression(node.test)
      const text = `${block(node.init)} ${test} ${block(node.update)} ${block(node.body)}`
      return `${node.testLast ? 'do' : 'loop'} ${text}`
    }
    case 'switch':
      return `switch ${expression(node.subject)} {${node.cases.map(caseText).join(' ')}}`
    case 'return':
    case 'throw':
      return `${node.kind}${node.value === undefined ? '' : ` ${expression(node.value)}`};`
    case 'try': {
      const caught = node.catches.map(
        ({ type, parameter, body }) =>
          ` catch ${type} ${parameter === undefined ? '' : pattern(parameter)} ${block(body)}`,
      )
      return `try ${block(node.resources)} ${block(node.body)}${caught.join('')} finally ${block(node.finally)}`
    }
    case 'block':
      return block(node.body)
    case 'function':
      return functionText(node.function)
    case 'class':
      return classText(node.class)
    case 'import':
      return `import ${node.module} ${node.bindings.map(({ imported }) => imported).join()};`
    default:
      return `${node.kind};`
  }
}

function caseText({ tests, body, falls }: SwitchCase): string {
  return `${tests.length === 0 ? 'default' : list(tests)}${falls ? ' falls' : ''} ${block(body)}`
}

function parameter({ target, type, rest, annotations }: Parameter): string {
  const before = annotations.map((value) => `@${expression(value)} `).join('')
  return `${before}${type === undefined ? '' : `${type} `}${rest === undefined ? '' : '...'}${pattern(target)}`
}

function functionText(code: FunctionCode): string {
  const before = [...code.annotations.map((value) => `@${expression(value)}`), ...(code.static ? ['static'] : [])]
  const returns = code.returns === undefined ? [] : [code.returns]
  const head = `${code.name}(${code.parameters.map(parameter).join(', ')}) ${block(code.body)}`
  return [...before, ...returns, head].join(' ')
}

function classText(code: ClassCode): string {
  const members = [
    ...code.fields.map(
      ({ name, type, value, static: shared }) =>
        `${shared ? 'static ' : ''}${type ?? 'var'} ${name}${value === undefined ? '' : ` = ${expression(value)}`};`,
    ),
    ...code.methods.map(functionText),
    ...code.classes.map(classText),
  ]
  const before = code.annotations.map((value) => `@${expression(value)} `).join('')
  return `${before}class ${code.name}${code.supers.length === 0 ? '' : ` : ${code.supers.join(', ')}`} {${members.join(' ')}}`
}

/** A module in one line for each top-level statement. */
export function printed(code: ModuleCode): string[] {
  return code.body.map(statement)
}

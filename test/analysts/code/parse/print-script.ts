import type {
  ClassCode,
  Expression,
  FunctionCode,
  ObjectEntry,
  Pattern,
  Statement,
} from '../../../../src/analysts/code/program.ts'

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>
type StatementOf<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>

const many = (list: readonly (Expression | Statement | Pattern | undefined)[], between = ' ') =>
  list.map((one) => (one === undefined ? '_' : print(one))).join(between)

const entries = (list: readonly ObjectEntry[]) =>
  list
    .map(({ key, computed, value }) =>
      computed ? `[${print(computed)}]: ${print(value)}` : key === undefined ? print(value) : `${key}: ${print(value)}`,
    )
    .join(', ')

const block = (body: readonly Statement[]) => `{${many(body, '; ')}}`

function functionText(code: FunctionCode): string {
  const parameters = code.parameters.map(
    ({ target, type, default: preset, rest, annotations }) =>
      `${annotations.map((one) => `@${print(one)} `).join('')}${rest ? '...' : ''}${print(target)}${type ? `:${type}` : ''}${preset ? `=${print(preset)}` : ''}`,
  )
  const words = [code.async && 'async', code.static && 'static', code.visibility !== 'public' && code.visibility]
  return `${code.annotations.map((one) => `@${print(one)} `).join('')}${words.filter(Boolean).join(' ')}${words.some(Boolean) ? ' ' : ''}fn ${code.name}(${parameters.join(', ')})${code.returns ? `:${code.returns}` : ''} ${block(code.body)}`
}

function classText(code: ClassCode): string {
  const fields = code.fields.map(
    ({ name, type, value, static: own }) =>
      `${own ? 'static ' : ''}${name}${type ? `:${type}` : ''}${value ? ` = ${print(value)}` : ''}`,
  )
  return `${code.annotations.map((one) => `@${print(one)} `).join('')}class ${code.name}(${code.supers.join(', ')}) {${[...fields, ...code.methods.map(functionText)].join('; ')}}`
}

const EXPRESSIONS: { [Kind in Expression['kind']]: (node: Of<Kind>) => string } = {
  literal: ({ value }) => JSON.stringify(value),
  regex: ({ source, flags }) => `/${source}/${flags}`,
  name: ({ name }) => name,
  member: ({ object, property, optional }) => `${print(object)}${optional ? '?' : ''}.${property}`,
  index: ({ object, index }) => `${print(object)}[${print(index)}]`,
  slice: ({ object, parts }) => `${print(object)}[${many(parts, ':')}]`,
  call: (node) => `${node.new ? 'new ' : ''}${print(node.callee)}(${many(node.arguments, ', ')})`,
  binary: ({ operator, left, right }) => `(${print(left)} ${operator} ${print(right)})`,
  logical: ({ operator, left, right }) => `(${print(left)} ${operator} ${print(right)})`,
  unary: ({ operator, operand }) => `${operator}(${print(operand)})`,
  conditional: (node) => `(${print(node.test)} ? ${print(node.consequent)} : ${print(node.alternate)})`,
  template: ({ parts }) => `<${many(parts)}>`,
  object: (node) => `{${entries(node.entries)}}`,
  list: ({ items }) => `[${many(items, ', ')}]`,
  spread: ({ value }) => `...${print(value)}`,
  function: (node) => functionText(node.function),
  class: (node) => classText(node.class),
  assign: ({ target, operator, value }) => `${print(target)} ${operator ?? ''}= ${print(value)}`,
  cast: ({ type, value }) => `(${type}) ${print(value)}`,
  await: ({ value }) => `await ${print(value)}`,
  comprehension: ({ value }) => `for ${print(value)}`,
  element: (node) => `<${node.name} ${entries(node.entries)}>[${many(node.children, ', ')}]`,
  other: ({ parts }) => `other(${many(parts, ', ')})`,
}

const STATEMENTS: { [Kind in Statement['kind']]: (node: StatementOf<Kind>) => string } = {
  expression: ({ value }) => print(value),
  declare: ({ target, type, value, exported }) =>
    `${exported ? 'export ' : ''}let ${print(target)}${type ? `:${type}` : ''}${value ? ` = ${print(value)}` : ''}`,
  if: (node) =>
    `if ${print(node.test)} ${block(node.consequent)}${node.alternate.length > 0 ? ` else ${block(node.alternate)}` : ''}`,
  'for-each': ({ target, over, iterable, body }) => `for ${print(target)} ${over} ${print(iterable)} ${block(body)}`,
  loop: ({ init, test, update, body, testLast }) =>
    `loop${testLast ? ' last' : ''} ${many(init)}|${test ? print(test) : ''}|${many(update)} ${block(body)}`,
  switch: ({ subject, cases }) =>
    `switch ${print(subject)} ${cases.map(({ tests, body, falls }) => `[${many(tests)}]${falls ? '↓' : ''}${block(body)}`).join(' ')}`,
  return: ({ value }) => `return${value ? ` ${print(value)}` : ''}`,
  throw: ({ value }) => `throw${value ? ` ${print(value)}` : ''}`,
  break: () => 'break',
  continue: () => 'continue',
  try: (node) =>
    `try ${block(node.body)}${node.catches.map(({ parameter, body }) => ` catch${parameter ? ` ${print(parameter)}` : ''} ${block(body)}`).join('')}${node.finally.length > 0 ? ` finally ${block(node.finally)}` : ''}`,
  block: ({ body }) => block(body),
  function: (node) => `${node.exported ? 'export ' : ''}${functionText(node.function)}`,
  class: (node) => `${node.exported ? 'export ' : ''}${classText(node.class)}`,
  import: ({ module, bindings }) =>
    `import ${bindings.map(({ imported, local }) => `${imported} as ${local}`).join(', ')} of ${module}`,
  export: ({ name, value }) => `export ${name} = ${print(value)}`,
}

const PATTERNS: { [Kind in 'place' | 'fields']: (node: Extract<Pattern, { kind: Kind }>) => string } = {
  place: ({ place }) => print(place),
  fields: ({ entries: list, rest }) =>
    `{${[...list.map(({ key, target, default: preset }) => `${key}: ${print(target)}${preset ? `=${print(preset)}` : ''}`), ...(rest ? [`...${print(rest)}`] : [])].join(', ')}}`,
}

/** A node of a program in a short form of its own, for expectations. */
export function print(node: Expression | Statement | Pattern): string {
  if (node.kind === 'list' && 'rest' in node && node.rest !== undefined)
    return `[${many(node.items, ', ')}, ...${print(node.rest)}]`
  const table = { ...STATEMENTS, ...EXPRESSIONS, ...PATTERNS } as Record<string, (node: unknown) => string>
  if (node.kind === 'function' && 'exported' in node) return STATEMENTS.function(node)
  if (node.kind === 'class' && 'exported' in node) return STATEMENTS.class(node)
  return table[node.kind]?.(node) ?? node.kind
}

export function printBody(body: readonly Statement[]): string {
  return body.map(print).join('\n')
}

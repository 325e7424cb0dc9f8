/**
 * A program as the flow of data sees it: what the front end of each language (parse/) makes of a syntax tree, and all that the
 * interpreter (flow/) knows. It keeps order, names, calls, branches and literals, and drops the rest. Lines count from 1.
 */
export type LanguageName = 'javascript' | 'typescript' | 'python' | 'java' | 'go'

/** JavaScript and TypeScript are one language to whoever does not ask for types. */
export function isScript(language: LanguageName): boolean {
  return language === 'javascript' || language === 'typescript'
}

/** Where a node stands: lines and columns from 1. */
export interface Span {
  line: number
  endLine: number
  column: number
}

export interface ModuleCode {
  /** Path of the file relative to the root, with forward slashes. */
  file: string
  language: LanguageName
  /** Java and Go: the package's name; else empty. */
  package: string
  /** Top-level statements in their order, functions and classes among them. */
  body: readonly Statement[]
  /** Where the syntax was broken: what stood there is missing from the body, the rest is there. */
  broken: readonly Span[]
  comments: readonly Comment[]
}

export interface Comment {
  at: Span
  text: string
}

export type Statement =
  | { kind: 'expression'; at: Span; value: Expression }
  | DeclareStatement
  | { kind: 'if'; at: Span; test: Expression; consequent: readonly Statement[]; alternate: readonly Statement[] }
  /** `for-each`: `target` takes each element (`over: 'values'`) or key/index (`over: 'keys'`, JavaScript's `for in`) of `iterable`; Go's range and Python's `.items()` destructure into a pattern. */
  | {
      kind: 'for-each'
      at: Span
      target: Pattern
      iterable: Expression
      over: 'values' | 'keys' | 'entries'
      body: readonly Statement[]
    }
  /** `while`, `do while` (`testLast`) and the three-part `for`. */
  | {
      kind: 'loop'
      at: Span
      init: readonly Statement[]
      test?: Expression
      update: readonly Statement[]
      body: readonly Statement[]
      testLast: boolean
    }
  /** A case without tests is the default. `falls`: goes on into the next case (no break at its end). */
  | { kind: 'switch'; at: Span; subject: Expression; cases: readonly SwitchCase[] }
  | { kind: 'return'; at: Span; value?: Expression }
  | { kind: 'throw'; at: Span; value?: Expression }
  | { kind: 'break'; at: Span }
  | { kind: 'continue'; at: Span }
  /** Python's `with` and Java's try-with-resources bind in `resources`. */
  | {
      kind: 'try'
      at: Span
      resources: readonly Statement[]
      body: readonly Statement[]
      catches: readonly CatchClause[]
      finally: readonly Statement[]
    }
  | { kind: 'block'; at: Span; body: readonly Statement[] }
  | { kind: 'function'; at: Span; function: FunctionCode; exported: boolean }
  | { kind: 'class'; at: Span; class: ClassCode; exported: boolean }
  | ImportStatement
  /** `export { a as b }`, `export default x`: `value` under the name `name`. CommonJS exports stay assignments. */
  | { kind: 'export'; at: Span; name: string; value: Expression }

/** A declaration or a plain assignment to a new name. `type` as written, without type arguments, where there is one. */
export interface DeclareStatement {
  kind: 'declare'
  at: Span
  target: Pattern
  type?: string
  value?: Expression
  exported: boolean
}

/**
 * `module` as written (`./a`, `os.path`, `java.util`, `net/http`); relative Python imports keep their dots. Each binding makes `local` stand for
 * `imported` of the module: `*` is the whole module (`import x`, `import * as x`, Go), `default` its default export. Java: `import java.util.List` is
 * module `java.util`, imported `List`; `import java.util.*` is a binding with imported and local `*`.
 */
export interface ImportStatement {
  kind: 'import'
  at: Span
  module: string
  bindings: readonly { imported: string; local: string }[]
}

export interface SwitchCase {
  at: Span
  tests: readonly Expression[]
  body: readonly Statement[]
  falls: boolean
}

export interface CatchClause {
  at: Span
  parameter?: Pattern
  /** The type as written; several are joined with `|`; absent where everything is caught. */
  type?: string
  body: readonly Statement[]
}

export interface FunctionCode {
  /** Empty where it has none. */
  name: string
  at: Span
  parameters: readonly Parameter[]
  body: readonly Statement[]
  /** Decorators and annotations as calls or names: `@app.route('/x')`, `@RequestMapping`. */
  annotations: readonly Expression[]
  /** Declared type of what it gives back, as written without type arguments. */
  returns?: string
  async: boolean
  static: boolean
  visibility: 'public' | 'private' | 'protected' | 'package'
  /** Go: name and type of the receiver. */
  receiver?: Parameter
}

export interface Parameter {
  target: Pattern
  /** As written, without type arguments and without `*`: `HttpServletRequest`, `http.Request`. */
  type?: string
  default?: Expression
  /** Takes all that is left: `...rest`, `*args` (`list`), `**kwargs` (`map`). */
  rest?: 'list' | 'map'
  annotations: readonly Expression[]
}

export interface ClassCode {
  name: string
  at: Span
  /** What it extends and implements, as written without type arguments. */
  supers: readonly string[]
  annotations: readonly Expression[]
  methods: readonly FunctionCode[]
  fields: readonly FieldCode[]
  /** Inner classes. */
  classes: readonly ClassCode[]
}

export interface FieldCode {
  at: Span
  name: string
  type?: string
  value?: Expression
  static: boolean
  annotations: readonly Expression[]
}

export type Pattern =
  | { kind: 'name'; at: Span; name: string }
  /** Assigning to a member: `this.a = …`, `a[0] = …`; only `member` and `index` expressions. */
  | { kind: 'place'; at: Span; place: Expression }
  | { kind: 'list'; at: Span; items: readonly (Pattern | undefined)[]; rest?: Pattern }
  | {
      kind: 'fields'
      at: Span
      entries: readonly { key: string; target: Pattern; default?: Expression }[]
      rest?: Pattern
    }

export type Expression =
  /** `null` is null, None, nil and undefined. */
  | { kind: 'literal'; at: Span; value: string | number | boolean | null }
  | { kind: 'regex'; at: Span; source: string; flags: string }
  /** `this`, `self` (Python: the first parameter keeps its own name) and `super` are names too. */
  | { kind: 'name'; at: Span; name: string }
  | { kind: 'member'; at: Span; object: Expression; property: string; optional?: boolean }
  | { kind: 'index'; at: Span; object: Expression; index: Expression }
  /** Python's `a[1:2]`, Go's `a[1:2]`. */
  | { kind: 'slice'; at: Span; object: Expression; parts: readonly Expression[] }
  | CallExpression
  | { kind: 'binary'; at: Span; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'logical'; at: Span; operator: 'and' | 'or' | 'nullish'; left: Expression; right: Expression }
  | { kind: 'unary'; at: Span; operator: 'not' | 'minus' | 'typeof' | 'other'; operand: Expression }
  | { kind: 'conditional'; at: Span; test: Expression; consequent: Expression; alternate: Expression }
  /** Template literals and f-strings: constant parts are string literals. */
  | { kind: 'template'; at: Span; parts: readonly Expression[] }
  | { kind: 'object'; at: Span; entries: readonly ObjectEntry[] }
  /** Lists, arrays, tuples, sets. */
  | { kind: 'list'; at: Span; items: readonly Expression[] }
  /** `...x`, `*x`, `**x` inside a call, list or object. */
  | { kind: 'spread'; at: Span; value: Expression }
  /** Arrow functions, lambdas, function expressions, anonymous inner functions of Go. */
  | { kind: 'function'; at: Span; function: FunctionCode }
  | { kind: 'class'; at: Span; class: ClassCode }
  /** `operator` absent: plain assignment; else `a += b` is an assignment with operator `+`. */
  | { kind: 'assign'; at: Span; target: Pattern; operator?: BinaryOperator; value: Expression }
  /** `(String) x`, `x as T`, `x.(T)`; `type` as written without type arguments. */
  | { kind: 'cast'; at: Span; type: string; value: Expression }
  | { kind: 'await'; at: Span; value: Expression }
  /** List comprehension, generator: `value` for each `target` of `iterable` that passes the `tests`. */
  | {
      kind: 'comprehension'
      at: Span
      target: Pattern
      iterable: Expression
      tests: readonly Expression[]
      value: Expression
    }
  /** JSX: `name`, attributes and children; `<p>{x}</p>`. */
  | { kind: 'element'; at: Span; name: string; entries: readonly ObjectEntry[]; children: readonly Expression[] }
  /** Whatever the front end has no word for; its value may hold what its parts hold. */
  | { kind: 'other'; at: Span; parts: readonly Expression[] }

export interface CallExpression {
  kind: 'call'
  at: Span
  callee: Expression
  arguments: readonly Expression[]
  /** Python's keyword arguments. */
  named: readonly { name: string; value: Expression }[]
  /** `new X()`; Go's composite literals are `object` inside a `cast`. An anonymous class body comes along. */
  new: boolean
  body?: ClassCode
}

/** What they give can be nothing but true or false. */
export const COMPARISONS = ['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'not-in', 'instanceof'] as const

export const BINARY_OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '<<',
  '>>',
  '&',
  '|',
  '^',
  ...COMPARISONS,
  'other',
] as const
export type BinaryOperator = (typeof BINARY_OPERATORS)[number]

export interface ObjectEntry {
  /** A constant key; `computed` where it is not one; neither where `value` is a spread. */
  key?: string
  computed?: Expression
  value: Expression
}

import { calleeName, dottedName, lastPart, mentions } from '../describe-expression.ts'
import { namesBoundBy, parameterNames } from '../parts-of-node.ts'
import type { Expression, LanguageName, ModuleCode } from '../program.ts'
import type { FunctionFrame, Position } from '../walk-program.ts'

const ROUTES = /(?:^|\.)(?:app|router|server|fastify|api|route)\.(?:get|post|put|patch|delete|all|use|head|options)$/
const ROUTE_ANNOTATIONS =
  /(?:^|\.)(?:route|get|post|put|patch|delete|api_view|RequestMapping|GetMapping|PostMapping|PutMapping|PatchMapping|DeleteMapping|Get|Post|Put|Patch|Delete)$/
const SCRIPT_REQUESTS = /^(?:req|request|ctx|context)$/
const SCRIPT_ANSWERS = /^(?:res|response|reply|next)$/
const TYPES = /^(?:http\.ResponseWriter|HttpServletRequest|HttpServletResponse|gin\.Context|echo\.Context)$/

/** Functions around a call that are looked at. */
const HIGHEST = 20

/** The handler of requests that the function is, or is inside of; what it costs is paid by each request. */
export function handlerAround(frame: FunctionFrame | undefined, language: LanguageName): FunctionFrame | undefined {
  let at = frame
  for (let steps = 0; at !== undefined && steps < HIGHEST; steps += 1, at = at.up)
    if (isHandler(at, language)) return at
  return undefined
}

function isHandler({ function: code, givenTo }: FunctionFrame, language: LanguageName): boolean {
  const names = parameterNames(code.parameters)
  const types = code.parameters.map(({ type }) => type?.replace(/^\*/, '') ?? '')
  if (types.some((type) => TYPES.test(type))) return true
  if (language === 'python' || language === 'java') return code.annotations.some(isRoute)
  if (language === 'go') return false
  if (givenTo !== undefined && ROUTES.test(calleeName(givenTo)) && names.length > 0)
    return givenTo.arguments.some(isPath) || SCRIPT_REQUESTS.test(names[0] ?? '')
  return SCRIPT_REQUESTS.test(names[0] ?? '') && SCRIPT_ANSWERS.test(names[1] ?? '')
}

function isPath(argument: Expression): boolean {
  return argument.kind === 'literal' && typeof argument.value === 'string' && argument.value.startsWith('/')
}

/** `@app.get('/x')`, `@GetMapping("/x")`. */
function isRoute(annotation: Expression): boolean {
  const name = dottedName(annotation.kind === 'call' ? annotation.callee : annotation)
  if (!ROUTE_ANNOTATIONS.test(name)) return false
  return /Mapping$|^api_view$/.test(lastPart(name)) || name.includes('.')
}

/** Whether a value comes of what the request says: there is no end to what that may be. */
export function isOfRequest(value: Expression, { function: frame }: Position, { language }: ModuleCode): boolean {
  const handler = handlerAround(frame, language)
  if (handler === undefined) return false
  const given = new Set(parameterNames(handler.function.parameters))
  for (const statement of handler.function.body)
    if (
      statement.kind === 'declare' &&
      statement.value !== undefined &&
      mentions(statement.value, (name) => given.has(name))
    )
      for (const name of namesBoundBy(statement.target)) given.add(name)
  return mentions(value, (name) => given.has(name))
}

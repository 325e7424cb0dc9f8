import { expect, it } from 'vitest'
import { analyseSecurity } from '../../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../../src/analysts/code/change/parse-change.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import { HARMFUL_BODIES } from './java-harmful-bodies.ts'
import { HARMFUL_CALLS } from './java-harmful-calls.ts'
import { HARMLESS_BODIES } from './java-harmless-bodies.ts'
import { HARMLESS_CALLS } from './java-harmless-calls.ts'

const parsers = await openParsers()

const IMPORTS = ['java.util', 'java.util.stream', 'java.util.function', 'java.util.regex', 'java.io', 'java.nio.file']
  .concat('java.sql', 'javax.servlet.http')
  .map((name) => `import ${name}.*;`)
  .join('\n')

/** Rules that speak of a servlet whose method has this body; what is written to the log is left out. */
function rulesOf(body: string, members: string): string[] {
  const text = `${IMPORTS}
public class C extends HttpServlet {
${members}
public void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
Statement db = con(); boolean b = rnd();
${body.replaceAll('$', () => 'request.getParameter("p")')}
}}`
  const change = parseChange([{ path: 'C.java', status: 'added', text, changed: 'all' }], parsers)
  return analyseSecurity(change).flatMap(({ rule }) => (rule === 'java/log-injection' ? [] : [rule]))
}

const pairs = (bodies: typeof HARMFUL_BODIES) => bodies.map(([body, members = '']) => [body, members] as const)

it.each(pairs([...HARMFUL_BODIES, ...HARMFUL_CALLS]))('speaks of %s', (body, members) => {
  expect(rulesOf(body, members)).not.toEqual([])
})

it.each(pairs([...HARMLESS_BODIES, ...HARMLESS_CALLS]))('is silent on %s', (body, members) => {
  expect(rulesOf(body, members)).toEqual([])
})

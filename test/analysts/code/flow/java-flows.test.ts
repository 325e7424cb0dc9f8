import { expect, it } from 'vitest'
import { analyseSecurity } from '../../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../../src/analysts/code/change/parse-change.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'

const parsers = await openParsers()

/** Lines with a finding, in a class whose method `m` has this body; `$` stands for data of the request. */
function linesOf(body: string, members = ''): number[] {
  const text = `import java.util.*;\nimport java.sql.Statement;\nimport javax.servlet.http.*;\nclass C {\n${members}\n
void m(HttpServletRequest request, HttpServletResponse response, Statement db, boolean b) throws Exception {\n
${body.replaceAll('$', () => 'request.getParameter("p")')}\n}}`
  const found = analyseSecurity(parseChange([{ path: 'C.java', status: 'added', text, changed: 'all' }], parsers))
  return found.map(({ at }) => at.line)
}

const SPEAKS: Record<string, [body: string, members?: string]> = {
  'where one of two constants is weak': [
    'String a = b ? "MD5" : "SHA-256"; java.security.MessageDigest.getInstance(a);',
  ],
  'where the default of a setting is weak': [
    'Properties p = new Properties(); java.security.MessageDigest.getInstance(p.getProperty("hash", "MD5"));',
  ],
  'through a list of what is handed over': ['db.execute(List.of("a", $).get(1));'],
  'through joined parts': ['db.execute(String.join(" ", "a", $));'],
  'through a field of an outer class': [
    'Inner i = new Inner(); i.run(db, $);',
    'static String START = "drop "; class Inner { void run(Statement s, String x) throws Exception { s.execute(START + x); } }',
  ],
  'in a method of an anonymous class': [
    'new Thread(new Runnable() { public void run() { try { db.execute($); } catch (Exception e) {} } });',
  ],
  'where a text only does not equal a constant': ['String s = $; if (!s.equals("a")) db.execute(s);'],
  'where a switch gives it as a value': ['db.execute(switch (1) { case 1 -> $; default -> "a"; });'],
  'where a pattern names it': ['Object o = $; if (o instanceof String s && b) db.execute(s);'],
  'through a bean outside': ['other.Bean e = new other.Bean(); e.setName($); db.execute(e.getName());'],
}

it.each(Object.entries(SPEAKS))('speaks %s', (_, [body, members]) => {
  expect(linesOf(body, members)).toHaveLength(1)
})

const SILENT: Record<string, [body: string, members?: string]> = {
  'where both constants are strong': [
    'String a = b ? "SHA-512" : "SHA-256"; java.security.MessageDigest.getInstance(a);',
  ],
  'where a text equals a constant': ['String s = $; if ("a".equals(s)) db.execute(s);'],
  'where a matcher has matched the whole text': [
    'String s = $; if (!WORD.matcher(s).matches()) return; db.execute(s);',
    'static final java.util.regex.Pattern WORD = java.util.regex.Pattern.compile("[a-z]+");',
  ],
  'of another element of a list of what is handed over': ['db.execute(List.of("a", $).get(0));'],
  'of what a map of constants has under a key': [
    'db.execute(TABLES.get($));',
    'static final Map<String, String> TABLES = Map.of("a", "select 1", "b", "select 2");',
  ],
  'of another field of a bean outside': [
    'other.Bean e = new other.Bean(); e.setName($); e.setSql("a"); db.execute(e.getSql());',
  ],
  'of a constant of an enum': ['db.execute("a" + Kind.valueOf($).name());', 'enum Kind { A, B }'],
  'where a switch gives a constant as a value': ['db.execute(switch (2) { case 1 -> $; default -> "a"; });'],
  'of what is sent as plain text': ['response.setContentType("text/plain"); response.getWriter().print($);'],
}

it.each(Object.entries(SILENT))('is silent %s', (_, [body, members]) => {
  expect(linesOf(body, members)).toEqual([])
})

import { beforeAll, describe, expect, it } from 'vitest'
import { findFlows } from '../../../../src/analysts/code/flow/find-flows.ts'
import { type Parsers, parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import { SCRIPT_RULES } from '../../../../src/analysts/code/rules/script/index.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

/** Lines that are told, in one file. */
function linesTold(text: string): number[] {
  const module = parseModule('index.js', text, parsers)
  return findFlows(module === undefined ? [] : [module], [SCRIPT_RULES]).map(({ at }) => at.line)
}

const REQUIRES =
  "const fs = require('fs'); const path = require('path'); const cp = require('child_process'); const util = require('util');"
const handler = (body: string) => `${REQUIRES}\nmodule.exports = (root) => function (req, res) {\n${body}\n}`

describe('flows through JavaScript', () => {
  it('knows a name that a pattern gives whole', () => {
    expect(linesTold('exports.run = (text) => eval(text)')).toEqual([1])
    expect(linesTold('exports.run = (text, parser) => parser.eval(text)')).toEqual([])
  })

  it('takes path.join for what the rules say of it, not for the join of a list', () => {
    expect(linesTold(handler('fs.readFileSync(path.join(root, req.url))'))).toEqual([3])
  })

  it('lets a beginning that the caller of a library sets hold back a stranger', () => {
    const guard = 'if (!file.startsWith(root + path.sep)) return'
    expect(linesTold(handler(`const file = path.join(root, req.url)\n${guard}\nfs.readFileSync(file)`))).toEqual([])
    expect(linesTold(handler('const file = path.join(root, req.url)\nfs.readFileSync(file)'))).toEqual([4])
  })

  it('does not take a beginning that a stranger sets for a guard', () => {
    const guard = 'if (!file.startsWith(req.query.root)) return'
    expect(linesTold(handler(`const file = path.join(root, req.query.root)\n${guard}\nfs.readFileSync(file)`))).toEqual(
      [5],
    )
  })

  it('sees through what wraps a function', () => {
    expect(
      linesTold(`${REQUIRES}\nconst run = util.promisify(cp.exec)\nexports.log = (name) => run('git log ' + name)`),
    ).toEqual([3])
    expect(
      linesTold(`${REQUIRES}\nconst run = cp.exec.bind(cp)\nexports.log = (name) => run('git log ' + name)`),
    ).toEqual([3])
  })

  it('clears with a sanitiser only where its conditions hold', () => {
    expect(linesTold(handler("fs.readFileSync(path.join(root, path.normalize('/' + req.url)))"))).toEqual([])
    expect(linesTold(handler('fs.readFileSync(path.join(root, path.normalize(req.url)))'))).toEqual([3])
    expect(linesTold(handler("fs.readFileSync(path.resolve('/srv', req.url))"))).toEqual([3])
  })

  it('takes an address whose host is checked for one of that host', () => {
    const go = (test: string) => handler(`const to = new URL(req.query.to)\nif (${test}) return\nfetch(to.href)`)
    expect(linesTold(go("!['a.example.com'].includes(to.hostname)"))).toEqual([])
    expect(linesTold(go("to.host !== 'a.example.com'"))).toEqual([])
    expect(linesTold(go("to.protocol !== 'https:'"))).toEqual([5])
  })

  it('goes through a function again for a text that begins differently', () => {
    const told = (...texts: string[]) => {
      const calls = texts.map((text) => `go(res, ${text} + x)`).join('; ')
      return linesTold(
        `module.exports = function (req, res) { const x = req.query.x; ${calls} }\nfunction go(res, to) { res.redirect(to) }`,
      )
    }
    expect(told("'/x?n='")).toEqual([])
    expect(told("'/x?n='", "'https://'")).toEqual([2])
    expect(told("'https://'", "'/x?n='")).toEqual([2])
  })

  it('takes what a test proved for proved no longer than the variable stays what it was', () => {
    const proved = 'let x = req.query.a\nlet ok = true\nif (!/^\\w+$/.test(x)) ok = false'
    const told = (...lines: string[]) => linesTold(handler([proved, ...lines].join('\n'))).length
    expect(told("if (ok) cp.exec('ls ' + x)")).toBe(0)
    expect(told('if (ok) { x = req.query.b }', "if (ok) cp.exec('ls ' + x)")).toBe(1)
    expect(told('try { x = req.query.b } catch { x = req.query.c }', "if (ok) cp.exec('ls ' + x)")).toBe(1)
    expect(told('try { x = req.query.b; run() } catch {', "if (ok) cp.exec('ls ' + x) }")).toBe(1)
  })

  it('does not take a list for what an earlier one was, since neither was tainted itself', () => {
    const lines = [
      'let ok = false; let o = [req.query.a]',
      "if (req.query.f === '1') { o = ['ls']; ok = true }",
      "if (req.query.g === '1') { o = [req.query.b]; ok = ok }",
      'if (ok) cp.exec(o[0])',
    ]
    expect(linesTold(handler(lines.join('\n')))).toHaveLength(1)
  })

  it('enters what a script publishes as whoever calls a library', () => {
    expect(linesTold('(function ($) { $.fn.hint = function (text) { this.html(text) } })(jQuery)')).toEqual([1])
  })

  it('takes from map what the function makes of each element, and only that', () => {
    const send = (made: string) =>
      `const escape = require('escape-html')\nexports.show = (req, res) => {\nres.send([req.query.a].map((one) => ${made}).join(''))\n}`
    expect(linesTold(send("'<b>' + escape(one)"))).toEqual([])
    expect(linesTold(send("'<b>' + one"))).toEqual([3])
  })

  it('sends an object as data, and a text as a page', () => {
    expect(linesTold('exports.show = (req, res) => res.send({ name: req.query.name })')).toEqual([])
    expect(linesTold('exports.show = (req, res) => res.send(req.query.name)')).toEqual([1])
  })

  it('finds in one method what another left on the object, in classes and in constructors of old', () => {
    const kept = `${REQUIRES}\nclass A { add(x) { this.x = x }\nrun() { cp.exec('git ' + this.x) } }\nmodule.exports = A`
    expect(linesTold(kept)).toEqual([3])
    const old = `${REQUIRES}\nfunction A (o) { this.o = o }\nA.prototype.run = function () { cp.exec('git ' + this.o.name) }\nmodule.exports = A`
    expect(linesTold(old)).toEqual([3])
  })

  it('knows the old way to ask whether a part is in a text', () => {
    const guard = "if (~req.url.indexOf('..')) return"
    expect(linesTold(handler(`${guard}\nfs.readFileSync(path.join(root, req.url))`))).toEqual([])
  })

  it('follows what a function reads from arguments, and modules that are imported when needed', () => {
    const all = 'exports.run = function () { cp.exec("git " + Array.prototype.slice.call(arguments).join(" ")) }'
    expect(linesTold(`${REQUIRES}\n${all}`)).toEqual([2])
    expect(linesTold("exports.run = async (x) => { (await import('child_process')).exec('git '.concat(x)) }")).toEqual([
      1,
    ])
  })

  it('takes a relative path that does not lead up for one below the folder', () => {
    const inside = (test: string) =>
      handler(
        `const file = path.join(root, req.url)\nconst way = path.relative(root, file)\nif (${test}) return\nfs.readFileSync(file)`,
      )
    expect(linesTold(inside("way.startsWith('..')"))).toEqual([])
    expect(linesTold(inside("way.endsWith('.secret')"))).toEqual([6])
  })

  it('takes what a database gives for other data than what it was asked with', () => {
    expect(linesTold('exports.show = async (req, res) => res.send((await db.load(req.params.id)).name)')).toEqual([])
  })
})

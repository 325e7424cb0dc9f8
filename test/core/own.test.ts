import { describe, expect, it } from 'vitest'
import { parseChange } from '../../src/analysts/code/change/parse-change.ts'
import { analyseConfiguration } from '../../src/analysts/code/configuration/analyse-configuration.ts'
import { openParsers } from '../../src/app/open-parsers.ts'
import { own } from '../../src/core/own.ts'
import { remembered, rememberedBy } from '../../src/core/remember.ts'
import type { ReviewedFile } from '../../src/core/review.ts'
import { playbookFor } from '../../src/crews/incident/playbook.ts'
import { parseLogLine } from '../../src/formats/log-line.ts'

const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']
const FACTS = { source: 'a.log' }
const file = (path: string, text: string): ReviewedFile => ({ path, status: 'added', text, changed: 'all' })

describe.each(INHERITED)('the word %s, which every object answers to', (word) => {
  it('is in no table', () => {
    expect(own({ a: 1 }, word)).toBeUndefined()
    expect(own({ a: 1 }, 'a')).toBe(1)
  })

  it('breaks no front end, whatever it names', async () => {
    const parsers = await openParsers()
    const { modules } = parseChange(
      [
        file(word, 'x'),
        file(`a.${word}`, 'x'),
        file('a.go', `package a\nimport "${word}"\nimport "crypto/tls"\nfunc f() { ${word}.X(); _ = tls.${word} }\n`),
        file('b.py', `for x in a.${word}():\n    print(x)\n`),
      ],
      parsers,
    )
    expect([...modules.keys()]).toEqual(['a.go', 'b.py'])
    expect(JSON.stringify(modules.get('b.py'))).toContain('"over":"values"')
  })

  it('is the kind of no object, the level of no line and the cause of nothing known', () => {
    expect(analyseConfiguration([file('a.yaml', `apiVersion: v1\nkind: ${word}\nspec:\n  a: 1\n`)])).toEqual([])
    const line = JSON.stringify({ level: word, msg: 'x', time: '2026-01-01T00:00:00Z' })
    expect(typeof parseLogLine(line, 1, FACTS)?.level).not.toBe('function')
    expect(parseLogLine(line, 1, FACTS)?.level).toBe(parseLogLine(line.replace(word, 'nonsense'), 1, FACTS)?.level)
    expect(playbookFor(word).steps.length).toBeGreaterThan(0)
  })
})

describe('what is remembered', () => {
  it('is worked out once for each, and anew once there was too much', () => {
    let asked = 0
    const length = remembered(2, (word) => {
      asked++
      return word.length
    })
    expect(['a', 'bb', 'a', 'bb'].map(length)).toEqual([1, 2, 1, 2])
    expect(asked).toBe(2)
    expect(['ccc', 'a'].map(length)).toEqual([3, 1])
    expect(asked).toBe(4)
  })

  it('is also that there is nothing', () => {
    let asked = 0
    const nothing = rememberedBy((_: object) => void asked++)
    const key = {}
    nothing(key)
    nothing(key)
    expect(asked).toBe(1)
  })
})

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sortSkipped } from '../../scripts/sort-skipped.ts'

it('a skipped test counts as run by name only if it names a command that there is', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const real = 'the incident flow runs in a real n8n: npm run check:n8n'
  const others = [
    'a database: npm run check:nothing',
    'a database',
    'npm run test',
    'npm run check:toString',
    'npm run check:',
  ]
  expect(sortSkipped([...others, real], scripts)).toEqual({ byName: [real], unmet: others })
})

import { expect, it } from 'vitest'
import { touchedFiles } from '../../../../src/analysts/code/change/code-change.ts'

it.each([
  ['src/schema_generated.js', false],
  ['src/Foo_generated.java', false],
  ['api.generated.tsx', false],
  ['x.pb.ts', false],
  ['proto/x_pb2.py', false],
  ['types/index.d.ts', false],
  ['build/a.js', false],
  ['src/generator.ts', true],
  ['src/pb.ts', true],
  ['src/build.ts', true],
])('%s is kept by hand: %s', (path, isKept) => {
  const change = {
    files: [{ path, status: 'added' as const, text: 'x\n', changed: 'all' as const }],
    modules: new Map(),
    baseModules: new Map(),
  }
  expect(touchedFiles(change).length).toBe(isKept ? 1 : 0)
})

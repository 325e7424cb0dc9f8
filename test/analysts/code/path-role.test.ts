import { describe, expect, it } from 'vitest'
import { isProductPath, isSamplePath, isTestPath } from '../../../src/analysts/code/path-role.ts'

describe('what a path is for', () => {
  it.each([
    'test/pay.js',
    'packages/a/__tests__/pay.tsx',
    'src/pay.test.ts',
    'src/pay.spec.mjs',
    'pay_test.go',
    'pay_test.py',
    'test_pay.py',
    'app/tests.py',
    'conftest.py',
    'src/test/java/PayTest.java',
    'PayIT.java',
    'Tests/Pay.py',
    'test-pay.js',
    'fixtures/pay.json',
  ])('%s is a test', (path) => {
    expect([isTestPath(path), isSamplePath(path), isProductPath(path)]).toEqual([true, true, false])
  })

  it.each(['examples/pay.js', 'docs/pay.py', 'benchmarks/pay.go', 'pay.bench.ts', '.env.example'])(
    '%s shows',
    (path) => {
      expect([isTestPath(path), isSamplePath(path), isProductPath(path)]).toEqual([false, true, false])
    },
  )

  it.each(['scripts/pay.js', 'db/migrations/1.sql'])('%s is run beside the product', (path) => {
    expect([isTestPath(path), isSamplePath(path), isProductPath(path)]).toEqual([false, false, false])
  })

  it.each([
    'src/pay.ts',
    'testcode/BenchmarkTest00001.java',
    'latest.js',
    'src/contest/pay.go',
    'UNIT.java',
    'specification.py',
    'lib/spec-loader.js',
    'src/test_server.js',
    'test-plan.md',
    'attest/pay.py',
    'inspect.js',
    'src/testimony.ts',
  ])('%s is the product', (path) => {
    expect([isTestPath(path), isSamplePath(path), isProductPath(path)]).toEqual([false, false, true])
  })
})

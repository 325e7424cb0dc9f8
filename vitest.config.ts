import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One more than the cores that are counted on: tests of processes and of time limits wait more than they work.
    maxWorkers: 3,
  },
})

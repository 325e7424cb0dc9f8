/** What tests of crews and workflows stand on. */
export { type MemoryEngineOptions, memoryEngine } from '../engine/memory/memory-engine.ts'

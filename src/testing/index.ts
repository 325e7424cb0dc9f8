/** What tests of crews, agents and workflows stand on. */
export { type MemoryEngineOptions, memoryEngine } from '../engine/memory/memory-engine.ts'
export { type FakeClock, fakeClock } from './fake-clock.ts'
export { type ModelServer, modelServer, type ServedCall, type ServedReply } from './model-server.ts'
export { type ScriptedReply, scriptedModel } from './scripted-model.ts'

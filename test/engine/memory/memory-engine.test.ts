import { memoryEngine } from '../../../src/engine/memory/memory-engine.ts'
import { engineContract } from '../../contracts/engine-contract.ts'

engineContract('The in-memory engine', () => memoryEngine())

import { memoryBus } from '../../src/bus/memory/memory-bus.ts'
import { busContract } from '../contracts/bus-contract.ts'

busContract('The bus of a process', async () => memoryBus())

import { crashing } from './crashing.ts'

crashing('the local engine', async () => undefined)

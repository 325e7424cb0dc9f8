import { parentPort, workerData } from 'node:worker_threads'
import { sampleVocabulary } from './mine-log-file-sample.ts'
import { mineShard, type ShardOrder } from './mine-log-file-shard.ts'

const order = workerData as ShardOrder
const shapes = mineShard(order, sampleVocabulary(order.path, order.header, order.isJson))
parentPort?.postMessage(shapes, [shapes.ids.buffer])

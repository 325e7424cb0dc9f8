import { execFile } from 'child_process'
import { promisify } from 'util'

const run = promisify(execFile)

export interface Size { width: number; height: number }

export async function resize(source: string, target: string, size: Size): Promise<void> {
  const parts = [source, '-resize', `${size.width}x${size.height}`, target]
  await run('convert', parts)
}

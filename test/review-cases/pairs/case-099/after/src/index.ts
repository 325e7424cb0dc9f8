import * as cp from 'child_process'

interface Options { cwd?: string; args?: string[] }

function format(options: Options): string[] {
  return (options.args || []).map((arg) => `--${arg}`)
}

export const lint = (file: string, options: Options = {}) => {
  const result = cp.spawnSync('eslint', [...format(options), file], { cwd: options.cwd })
  return result.status === 0
}

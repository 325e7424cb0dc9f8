import * as cp from 'child_process'

interface Options { cwd?: string; args?: string[] }

function format(options: Options): string {
  return (options.args || []).map((arg) => `--${arg}`).join(' ')
}

export const lint = (file: string, options: Options = {}) => {
  const result = cp.spawnSync(`eslint ${format(options)} ${file}`, { shell: true, cwd: options.cwd })
  return result.status === 0
}

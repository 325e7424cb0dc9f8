import { execSync } from 'child_process'

export interface Options { branch: string; remote?: string }

const defaults = { remote: 'origin' }

export default function deploy(options: Options): string {
  const settings = { ...defaults, ...options }
  const command = `git push ${settings.remote} ${settings.branch}`
  return execSync(command, { encoding: 'utf8' })
}

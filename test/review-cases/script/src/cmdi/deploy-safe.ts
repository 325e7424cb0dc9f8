import { execSync } from 'child_process'

export interface Options { branch: string; remote?: string }

const BRANCHES: Record<string, string> = { staging: 'release/staging', production: 'release/main' }

export default function deploy(options: Options): string {
  if (options.branch !== 'staging' && options.branch !== 'production') throw new Error('unknown branch')
  const command = `git push origin ${options.branch === 'staging' ? BRANCHES.staging : BRANCHES.production}`
  return execSync(command, { encoding: 'utf8' })
}

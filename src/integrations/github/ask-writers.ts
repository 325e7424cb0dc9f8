import { z } from 'zod'
import type { AskApi } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { mayNot, repositoryPath } from './github-api.ts'

/** `maintain` is told as `write`. */
const WRITES: ReadonlySet<string> = new Set(['admin', 'write'])
/** One request each: whoever else has answered counts for nothing. */
const MOST = 20
const permissionSchema = z.looseObject({ permission: z.string() })

/** Those of them who may write to the repository. Of whom GitHub does not say so may not. */
export async function askWriters(
  ask: AskApi,
  repository: string,
  logins: readonly string[],
): Promise<ReadonlySet<string>> {
  const writers = new Set<string>()
  for (const login of logins.slice(0, MOST)) if (await mayWrite(ask, repository, login)) writers.add(login)
  return writers
}

async function mayWrite(ask: AskApi, repository: string, login: string): Promise<boolean> {
  try {
    const answer = await ask(`${repositoryPath(repository)}/collaborators/${encodeURIComponent(login)}/permission`)
    return WRITES.has(readAnswer('GitHub', permissionSchema, answer).permission)
  } catch (thrown) {
    if (!mayNot(thrown)) throw thrown
    return false
  }
}

import { openRuns } from '../app/open-runs.ts'
import { whoAmI } from '../app/who-am-i.ts'
import { ROLES, type Role } from '../core/access.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { formatUtc } from '../report/text/utc-time.ts'
import type { Output } from './output.ts'
import { writeTable } from './write-table.ts'

/** `watchfloor tokens create`: the token is shown once, and kept as a hash. */
export async function createToken(name: string, role: string, { json, out }: Output): Promise<number> {
  if (!(ROLES as readonly string[]).includes(role))
    throw new WatchfloorFault('usage', `--role: there is no role "${role}".`, { hint: `Known: ${ROLES.join(', ')}.` })
  const { engine, store } = await openRuns()
  try {
    const { id, token } = await store.tokens.create(name, role as Role)
    await store.audit.add({ actor: whoAmI(), event: 'token_created', subject: id, detail: { name, role } })
    if (json) out.write(`${JSON.stringify({ id, name, role, token })}\n`)
    else out.write(`${token}\n`)
    if (!json) process.stderr.write(`Token ${id} of ${name}, ${role}. It is shown this once.\n`)
    return 0
  } finally {
    await engine.close()
  }
}

/** `watchfloor tokens list`: who has one. */
export async function listTokens({ json, out }: Output): Promise<number> {
  const { engine, store } = await openRuns()
  try {
    const tokens = await store.tokens.list()
    if (json) out.write(`${JSON.stringify(tokens)}\n`)
    else if (tokens.length === 0) out.write('Nobody has a token. The server listens on this machine only.\n')
    else
      writeTable(
        ['TOKEN', 'OF', 'ROLE', 'SINCE'],
        tokens.map(({ id, name, role, createdAt }) => [id, name, role, formatUtc(new Date(createdAt).toISOString())]),
        out,
      )
    return 0
  } finally {
    await engine.close()
  }
}

/** `watchfloor tokens revoke`. */
export async function revokeToken(id: string, { json, out }: Output): Promise<number> {
  const { engine, store } = await openRuns()
  try {
    if (!(await store.tokens.revoke(id)))
      throw new WatchfloorFault('not-found', `No token is named ${id}.`, { hint: 'See `watchfloor tokens list`.' })
    await store.audit.add({ actor: whoAmI(), event: 'token_revoked', subject: id, detail: {} })
    if (json) out.write(`${JSON.stringify({ id, revoked: true })}\n`)
    else out.write(`${id} is revoked.\n`)
    return 0
  } finally {
    await engine.close()
  }
}

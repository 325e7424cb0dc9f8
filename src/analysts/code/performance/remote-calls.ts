import { calleeName, textIn } from '../describe-expression.ts'
import type { CallExpression, LanguageName } from '../program.ts'

/** A call that leaves the process and is waited for. */
export interface RemoteCall {
  /** `query`: of a data store; `request`: of another service. */
  what: 'query' | 'request'
  /** Its name as written, for the message. */
  name: string
  /** Asks and alters nothing. */
  reads: boolean
  /** It sends what was put into its receiver before: no argument tells what it is about. */
  prepared: boolean
}

type Family = 'script' | 'python' | 'java' | 'go'

interface CallWords {
  family: Family
  /** Of the dotted name of the callee. */
  name: RegExp
  what: RemoteCall['what']
  /** One of the first two arguments has to be text of SQL. */
  sql?: boolean
  prepared?: boolean
}

const FAMILIES: Readonly<Record<LanguageName, Family>> = {
  javascript: 'script',
  typescript: 'script',
  python: 'python',
  java: 'java',
  go: 'go',
}

const CALLS: readonly CallWords[] = [
  {
    family: 'script',
    name: /(?:^|\.)(?:prisma|db|tx)\.\w+\.(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|create|update|upsert|delete|count)$/,
    what: 'query',
  },
  {
    family: 'script',
    name: /\w\.(?:findOne|findById|findByPk|findOneBy|findOneOrFail|findOneByOrFail|findUnique|findByIdAndUpdate|findByIdAndDelete|findOneAndUpdate|findOneAndDelete|updateOne|deleteOne|insertOne|countDocuments|findAndCountAll|findOrCreate)$/,
    what: 'query',
  },
  {
    family: 'script',
    name: /(?:^|\.)\w*(?:[rR]epo|[rR]epository|D[aA][oO])\.(?:find|get|load|save|insert|update|delete|remove|count|exists)(?!\w*(?:All|Many|Batch|Bulk))\w*$/,
    what: 'query',
  },
  {
    family: 'script',
    name: /\w\.(?:query|execute|raw|one|oneOrNone|any|none|\$queryRaw|\$executeRaw)$/,
    what: 'query',
    sql: true,
  },
  { family: 'script', name: /^(?:knex|trx)\(\)\./, what: 'query' },
  { family: 'script', name: /(?:^|\.)redis(?:Client)?\.(?:get|hget|hgetall|exists|ttl|smembers)$/, what: 'query' },
  { family: 'script', name: /^(?:window\.|globalThis\.|self\.)?fetch$/, what: 'request' },
  {
    family: 'script',
    name: /^(?:axios|got|ky|superagent|needle)(?:\.(?:get|post|put|patch|delete|head|request))?$/,
    what: 'request',
  },
  {
    family: 'script',
    name: /(?:^|\.)(?:\$http|httpService|httpClient|axiosInstance)\.(?:get|post|put|patch|delete|head|request)$/,
    what: 'request',
  },
  {
    family: 'python',
    name: /\.objects\.(?:get|create|get_or_create|update_or_create|aget)$|\.objects\.filter\(\)\.(?:first|last|exists|count|get|update|delete)$/,
    what: 'query',
  },
  {
    family: 'python',
    name: /[A-Z]\w*\.query\.(?:get|get_or_404|filter_by\(\)\.(?:first|all|one|one_or_none|count)|filter\(\)\.(?:first|all|one|one_or_none|count))$/,
    what: 'query',
  },
  {
    family: 'python',
    name: /(?:^|\.)session\.query\(\)\.(?:get|(?:filter|filter_by)\(\)\.(?:first|all|one|one_or_none|count|scalar))$/,
    what: 'query',
  },
  { family: 'python', name: /\w\.(?:execute|fetch|fetchrow|fetchval|fetch_one|fetch_all)$/, what: 'query', sql: true },
  { family: 'python', name: /^(?:requests|httpx)\.(?:get|post|put|patch|delete|head|request)$/, what: 'request' },
  { family: 'python', name: /^(?:urllib\.request\.)?urlopen$/, what: 'request' },
  {
    family: 'java',
    name: /(?:^|\.)\w*(?:[rR]epository|[rR]epo|D[aA][oO])\.(?:find|get|load|save|insert|update|delete|count|exists)(?!\w*(?:All|Many|Batch|Bulk|In$))\w*$/,
    what: 'query',
  },
  { family: 'java', name: /(?:^|\.)(?:entityManager|em)\.(?:find|createQuery|createNativeQuery)$/, what: 'query' },
  {
    family: 'java',
    name: /(?:^|\.)(?:namedParameterJ|j)dbcTemplate\.(?:query|queryForObject|queryForList|queryForMap|update)$/,
    what: 'query',
  },
  {
    family: 'java',
    name: /(?:^|\.)(?:ps|pstmt|stmt|statement|preparedStatement)\.(?:executeQuery|executeUpdate)$/,
    what: 'query',
    prepared: true,
  },
  {
    family: 'java',
    name: /(?:^|\.)restTemplate\.(?:getForObject|getForEntity|postForObject|postForEntity|exchange|delete|put)$/,
    what: 'request',
  },
  {
    family: 'go',
    name: /(?:^|\.)(?:db|DB|tx|conn|pool)\.(?:Query|QueryRow|Exec|QueryContext|QueryRowContext|ExecContext|QueryRowx|Queryx|Get|Select)$/,
    what: 'query',
    sql: true,
  },
  { family: 'go', name: /^http\.(?:Get|Post|Head|PostForm)$/, what: 'request' },
  { family: 'go', name: /(?:^|\.)(?:client|httpClient|http\.DefaultClient)\.(?:Do|Get|Post)$/, what: 'request' },
]

const SQL = /^\s*(?:select|insert|update|delete|with|merge|replace)\s/i
const SQL_READS = /^\s*(?:select|with)\s/i
const READS = /(?:find|get|load|count|exists|query|select|head|fetch|open|ttl|smembers|one|any|all|first|last)\w*$/i

/** What the call asks over the network; undefined where it asks nothing, or may not. */
export function remoteCall(call: CallExpression, language: LanguageName): RemoteCall | undefined {
  const name = calleeName(call)
  if (name === '') return undefined
  const family = FAMILIES[language]
  const sql = call.arguments
    .slice(0, 2)
    .map(textOf)
    .find((text) => text !== undefined && SQL.test(text))
  const words = CALLS.find(
    (one) => one.family === family && one.name.test(name) && (one.sql !== true || sql !== undefined),
  )
  if (words === undefined) return undefined
  const reads = sql === undefined ? READS.test(name) && !hasBody(call, name) : SQL_READS.test(sql)
  return { what: words.what, name, reads, prepared: words.prepared === true }
}

function textOf(argument: CallExpression['arguments'][number]): string | undefined {
  if (argument.kind !== 'call') return textIn(argument)
  const [first] = argument.arguments
  return first === undefined ? undefined : textIn(first)
}

/** `fetch(url, { method: … })` may alter something. */
function hasBody(call: CallExpression, name: string): boolean {
  return /(?:^|\.)fetch$/.test(name) && call.arguments.length > 1
}

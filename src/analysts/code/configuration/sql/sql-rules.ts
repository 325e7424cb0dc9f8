import type { ConfigurationRule } from '../configuration-rule.ts'
import type { SqlStatement } from './read-statements.ts'

/** A file of SQL. */
export interface SqlFile {
  statements: readonly SqlStatement[]
  /** It changes a database that is in use, by where it lies or what it is called. */
  isMigration: boolean
}

const PLACE =
  /(?:^|\/)(?:migrations?|migrate|changelogs?|flyway|liquibase|alembic|upgrades?)(?:\/|$)|(?:^|\/)V\d[\w.]*__|(?:^|\/)\d{8,14}[_-]/i
const WAY_BACK = /(?:^|[./_-])(?:down|rollback|revert|undo)(?:[./_-]|$)|(?:^|\/)U\d[\w.]*__/i

export function isMigrationPath(path: string): boolean {
  return PLACE.test(path) && !WAY_BACK.test(path)
}

const PASSWORD =
  /\b(?:(?:CREATE|ALTER)\s+(?:USER|ROLE|LOGIN)\b.*?\b(?:PASSWORD\s*=?|IDENTIFIED\s+(?:WITH\s+\S+\s+)?BY(?:\s+PASSWORD)?)|SET\s+PASSWORD\b.*?=(?:\s*PASSWORD\s*\()?)\s*N?'([^']*)'/i

/** Hashes are none, nor what is filled in elsewhere. */
const NO_PASSWORD =
  /^$|^(?:md5[0-9a-f]{32}|SCRAM-SHA-256\$.*|\*[0-9A-F]{40}|\$2[aby]\$.*)$|[${}%<>]|^:|^change[-_]?me$/i

const COLUMNS = /^INSERT\s+INTO\s+\S+\s*\(([^)]*)\)\s*VALUES\s*(.*)$/i
const HASH =
  /^(?:\$\w+\$.*|\{\w+\}.*|pbkdf2.*|scrypt.*|argon2.*|sha\d*[:$].*|bcrypt.*|[0-9a-f]{32,}|[\w+/]{40,}={0,2})$/i

/** A row with a column for a password whose text is no hash. */
function insertsPlainPassword({ text }: SqlStatement): boolean {
  const [, columns = '', values = ''] = COLUMNS.exec(text) ?? []
  const at = columns
    .split(',')
    .findIndex((column) => /^["`[]?(?:password|passwd|pwd|user_password)["`\]]?$/i.test(column.trim()))
  if (at < 0) return false
  const row = /^\(((?:'(?:[^']|'')*'|[^')(]|\([^)]*\))*)\)/.exec(values)?.[1] ?? ''
  const cells = row.match(/'(?:[^']|'')*'|\([^)]*\)|[^,()']+(?:\([^)]*\))?/g) ?? []
  const cell = cells.filter((one) => one.trim() !== '')[at]?.trim() ?? ''
  const value = /^N?'(.*)'$/.exec(cell)?.[1]
  return value !== undefined && !HASH.test(value) && !NO_PASSWORD.test(value)
}

type Fits = (statement: SqlStatement) => boolean

function where(fits: Fits): (file: SqlFile) => readonly SqlStatement[] {
  return ({ statements }) => statements.filter(fits)
}

function inMigrations(fits: Fits): (file: SqlFile) => readonly SqlStatement[] {
  return ({ statements, isMigration }) => (isMigration ? statements.filter(fits) : [])
}

/** What rules say of a file of SQL. */
export const SQL_RULES: readonly ConfigurationRule<SqlFile>[] = [
  {
    rule: 'sql/grant-to-all',
    cwe: [732, 269],
    severity: 'medium',
    confidence: 0.85,
    message: 'Every user of the database gets all rights',
    fix: 'Grant the rights that are needed to a role of its own.',
    find: where(({ text }) => /^GRANT\s+ALL\b.*\bTO\s+(?:GROUP\s+)?(?:PUBLIC\b|''@|anonymous\b)/i.test(text)),
  },
  {
    rule: 'sql/grant-everywhere',
    cwe: [269, 250],
    severity: 'medium',
    confidence: 0.7,
    message: 'The account gets all rights on every database, as an administrator has them',
    fix: 'Grant the rights that are needed on the one database that it works with.',
    find: where(({ text }) =>
      /^GRANT\s+ALL(?:\s+PRIVILEGES)?\s+ON\s+\*\.\*\s+TO\s+(?!'?root)|^ALTER\s+(?:USER|ROLE)\s+\S+\s+(?:WITH\s+)?SUPERUSER\b/i.test(
        text,
      ),
    ),
  },
  {
    rule: 'sql/plain-password',
    cwe: [798, 259],
    severity: 'medium',
    confidence: 0.75,
    message: 'The password of an account stands in the file',
    fix: 'Take it from the environment when the file is applied, and replace what was published.',
    find: where(({ text }) => {
      const password = PASSWORD.exec(text)?.[1]
      return password !== undefined && !NO_PASSWORD.test(password)
    }),
  },
  {
    rule: 'sql/stored-plain-password',
    cwe: [256, 916],
    severity: 'medium',
    confidence: 0.6,
    message: 'A password is kept as it is, so whoever reads the table has it',
    fix: 'Keep a hash of it, by bcrypt, scrypt or Argon2.',
    find: where(insertsPlainPassword),
  },
  {
    rule: 'sql/unbounded-delete',
    cwe: [],
    severity: 'medium',
    confidence: 0.7,
    message: 'Every row of the table is deleted',
    fix: 'Say with `WHERE` which rows are meant, and keep a copy before.',
    find: inMigrations(({ bare }) =>
      /^(?:DELETE\s+FROM\s+[\w."`[\]]+|TRUNCATE\s+(?:TABLE\s+)?[\w."`[\]]+.*)$/i.test(bare),
    ),
  },
  {
    rule: 'sql/unbounded-update',
    cwe: [],
    severity: 'low',
    confidence: 0.5,
    message: 'Every row of the table is set to the same',
    fix: 'Say with `WHERE` which rows are meant.',
    find: inMigrations(({ bare }) =>
      /^UPDATE\s+[\w."`[\]]+\s+SET\s+[\w."`[\]]+\s*=\s*(?:''|\d+|NULL|TRUE|FALSE)\s*$/i.test(bare),
    ),
  },
  {
    rule: 'sql/dropped-data',
    cwe: [],
    severity: 'low',
    confidence: 0.6,
    message: 'Data is dropped, and code of the version before fails until it is replaced everywhere',
    fix: 'Stop using it first, and drop it in a later release with a copy at hand.',
    find: inMigrations(({ bare }) =>
      /^DROP\s+(?:TABLE|DATABASE|SCHEMA)\b(?!.*\b(?:tmp|temp|old|backup))|^ALTER\s+TABLE\s+.*\bDROP\s+COLUMN\b/i.test(
        bare,
      ),
    ),
  },
]

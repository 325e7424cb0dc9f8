import type { SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const SQL = {
  rule: 'python/sql-injection',
  cwe: [89],
  severity: 'critical',
  matter: 'sql',
  message: 'A query is built from {source}, so whoever sends it can change what the query does',
  fix: 'Pass the values as parameters of the query (a second argument of execute) and keep its text constant',
  origins: FROM_OUTSIDE,
} as const

export const PYTHON_SQL_SINKS: readonly SinkRule[] = [
  {
    ...SQL,
    confidence: 0.9,
    calls: [
      '*.cursor().{execute,executemany,executescript,mogrify}',
      '*.connect().{execute,executemany,executescript,exec_driver_sql,fetch,fetchrow,fetchval,query}',
      '{cursor,cur,curs,csr,crsr,dbcursor,db_cursor,conn,connection,con,db,database,engine,session,sess,tx,transaction}.{execute,executemany,executescript,exec_driver_sql,execute_sql,scalar,scalars,raw}',
      '*.{executescript,executemany,exec_driver_sql}',
      'sqlite3.Connection.{execute,executemany,executescript}',
      'sqlite3.Cursor.{execute,executemany,executescript}',
      'sqlalchemy.create_engine().{execute,scalar}',
      'sqlalchemy.orm.Session().{execute,scalar,scalars}',
      '*.session.{execute,scalar,scalars}',
    ],
    arguments: [0, 'sql', 'query', 'statement', 'operation'],
  },
  {
    ...SQL,
    confidence: 0.85,
    calls: [
      'sqlalchemy.{text,literal_column,sql.text,sql.expression.text,sql.literal_column,sql.expression.literal_column}',
      'django.db.models.expressions.RawSQL',
      'django.db.models.RawSQL',
      '*.objects.{raw,extra}',
      '{psycopg,psycopg2}.sql.SQL',
      'peewee.{SQL,RawQuery}',
      '{pandas,pd}.{read_sql,read_sql_query}',
      '{conn,connection,pool,db,database}.{fetch,fetchrow,fetchval,fetch_all,fetch_one,fetch_val}',
      '*.from_statement',
    ],
    arguments: [0, 'sql', 'query', 'where', 'select'],
  },
  {
    ...SQL,
    confidence: 0.7,
    calls: ['*.execute'],
    arguments: [0],
    where: [{ argument: { index: 0 }, built: true }],
  },
]

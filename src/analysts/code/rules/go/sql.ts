import type { FlowRules, SinkRule } from '../../flow/rules.ts'

/** Handles on a database whose type nobody wrote down, by the names that they go by. */
const HANDLE = '{db,DB,Db,tx,Tx,sqlDB,sqldb,database,dbConn,conn}'
const STANDARD = 'database/sql.{DB,Tx,Conn}'
const SQLX = 'sqlx.{DB,Tx,Conn,Ext,ExtContext,Queryer,Execer}'
const PGX = '{pgx,pgx/v4,pgx/v5,pgxpool,pgx/v4/pgxpool,pgx/v5/pgxpool}.{Conn,Tx,Pool,Batch}'

const INJECTION: Omit<SinkRule, 'calls' | 'arguments'> = {
  rule: 'go/sql-injection',
  cwe: [89],
  severity: 'critical',
  confidence: 0.9,
  matter: 'sql',
  message: 'A database query is built from {source}, so whoever sends it decides what the query does',
  fix: 'Write a placeholder into the query and hand the value over as an argument.',
}

/** Queries that are put together as text. */
export const SQL: Pick<FlowRules, 'sinks' | 'types' | 'sanitisers' | 'clean'> = {
  sinks: [
    {
      ...INJECTION,
      calls: [
        `${STANDARD}.{Query,QueryRow,Exec,Prepare}`,
        `${SQLX}.{Query,QueryRow,Exec,Prepare,Queryx,QueryRowx,MustExec,Preparex,NamedQuery,NamedExec,PrepareNamed}`,
        `${HANDLE}.{Query,QueryRow,Exec,Prepare,Queryx,QueryRowx,MustExec,NamedExec,NamedQuery}`,
        'xorm.{Engine,Session,EngineInterface}.{Query,QueryString,Exec,SQL,Where,And,Or,OrderBy}',
        'orm.{Ormer,QueryExecutor}.Raw',
        'bun.{DB,Tx,IDB}.{NewRaw,Query,Exec,QueryRow}',
        'pg.{DB,Tx,Conn}.{Query,QueryOne,Exec,ExecOne}',
        'gocql.Session.Query',
      ],
      arguments: [0],
    },
    {
      ...INJECTION,
      calls: [
        `${STANDARD}.{QueryContext,QueryRowContext,ExecContext,PrepareContext}`,
        `${SQLX}.{QueryContext,QueryRowContext,ExecContext,QueryxContext,QueryRowxContext,MustExecContext,NamedExecContext,NamedQueryContext,PreparexContext,Select,Get}`,
        `${HANDLE}.{QueryContext,QueryRowContext,ExecContext,PrepareContext,QueryxContext,QueryRowxContext,NamedExecContext}`,
        `${PGX}.{Query,QueryRow,Exec,Prepare}`,
        'bun.{DB,Tx,IDB}.{QueryContext,ExecContext,QueryRowContext}',
      ],
      arguments: [1],
    },
    { ...INJECTION, calls: [`${SQLX}.{SelectContext,GetContext}`], arguments: [2] },
    {
      ...INJECTION,
      calls: ['gorm.DB.{Raw,Exec,Where,Or,Not,Order,Select,Group,Having,Joins,Table,Distinct,Pluck,Omit}', 'gorm.Expr'],
      arguments: [0],
      where: [{ argument: { index: 0 }, plain: true }],
    },
    {
      ...INJECTION,
      calls: ['gorm.DB.{First,Find,Last,Take,Delete}'],
      arguments: [1],
      where: [{ argument: { index: 1 }, plain: true }],
    },
    {
      ...INJECTION,
      calls: [
        'squirrel.{Expr,Select,Update,Delete,Insert}',
        'squirrel.{SelectBuilder,UpdateBuilder,DeleteBuilder}.{Where,OrderBy,From,Columns,Having,GroupBy,Join,LeftJoin}',
        'goqu.{L,Literal}',
      ],
      arguments: [0],
      where: [{ argument: { index: 0 }, plain: true }],
      confidence: 0.8,
    },
  ],
  types: [
    { values: ['database/sql.{Open,OpenDB}()'], type: 'database/sql.DB' },
    { values: ['database/sql.{DB,Conn}.{Begin,BeginTx}()'], type: 'database/sql.Tx' },
    { values: ['database/sql.DB.Conn()'], type: 'database/sql.Conn' },
    { values: ['database/sql.{DB,Tx,Conn}.{Prepare,PrepareContext}()'], type: 'database/sql.Stmt' },
    { values: ['sqlx.{Open,Connect,ConnectContext,MustConnect,MustOpen,NewDb}()'], type: 'sqlx.DB' },
    { values: ['sqlx.DB.{Beginx,MustBegin,BeginTxx}()'], type: 'sqlx.Tx' },
    { values: ['{pgx,pgx/v4,pgx/v5}.{Connect,ConnectConfig}()'], type: 'pgx.Conn' },
    { values: ['{pgxpool,pgx/v4/pgxpool,pgx/v5/pgxpool}.{New,NewWithConfig,Connect}()'], type: 'pgxpool.Pool' },
    { values: ['{pgx,pgxpool}.{Conn,Pool}.{Begin,BeginTx}()'], type: 'pgx.Tx' },
    { values: ['gorm.Open()', 'gorm.DB.*()'], type: 'gorm.DB' },
    {
      values: [
        'gorm.DB.{Where,Or,Not,Order,Select,Model,Table,Joins,Group,Having,Limit,Offset,Preload,Scopes,Unscoped,Session,WithContext,Debug,Begin,Raw,Distinct,Omit,Clauses}()',
      ],
      type: 'gorm.DB',
    },
    {
      values: ['xorm.NewEngine()', 'xorm.{Engine,Session}.{Where,And,Or,Table,Cols,SQL,Limit,OrderBy,NewSession}()'],
      type: 'xorm.Session',
    },
    { values: ['orm.NewOrm()'], type: 'orm.Ormer' },
    { values: ['squirrel.Select()', 'squirrel.SelectBuilder.*()'], type: 'squirrel.SelectBuilder' },
  ],
  sanitisers: [
    {
      calls: ['{pq,pgx}.{QuoteIdentifier,QuoteLiteral}', '*.{QuoteIdentifier,QuoteLiteral}', 'pgx.Identifier.Sanitize'],
      clears: ['sql'],
    },
  ],
  clean: [
    {
      calls: [
        `${STANDARD}.{Query,QueryRow,Exec,Prepare,QueryContext,QueryRowContext,ExecContext,PrepareContext}`,
        'database/sql.Stmt.{Query,QueryRow,Exec,QueryContext,QueryRowContext,ExecContext}',
        `${SQLX}.{Query,QueryRow,Exec,Queryx,QueryRowx,Select,Get,NamedExec,NamedQuery,MustExec}`,
        `${HANDLE}.{Query,QueryRow,Exec,QueryContext,QueryRowContext,ExecContext}`,
        `${PGX}.{Query,QueryRow,Exec}`,
        'gorm.DB.{First,Find,Take,Last,Scan,Count,Create,Save,Update,Updates,Delete,Exec}',
      ],
    },
  ],
}

import type { SinkRule } from '../../flow/rules.ts'

const SQL = {
  rule: 'java/sql-injection',
  cwe: [89],
  severity: 'critical',
  confidence: 0.9,
  message: 'An SQL statement is built from {source}, which can change what it does',
  fix: 'Keep the statement constant and pass the value as a parameter of a prepared statement.',
  matter: 'sql',
} as const satisfies Partial<SinkRule>

export const databaseSinks: readonly SinkRule[] = [
  {
    ...SQL,
    calls: [
      '{Statement,PreparedStatement,CallableStatement}.{executeQuery,execute,executeUpdate,executeLargeUpdate,addBatch}',
    ],
    arguments: [0],
  },
  { ...SQL, calls: ['Connection.{prepareStatement,prepareCall,nativeSQL}'], arguments: [0] },
  {
    ...SQL,
    calls: [
      '{JdbcTemplate,JdbcOperations,NamedParameterJdbcTemplate,NamedParameterJdbcOperations}.{query,queryForObject,queryForList,queryForMap,queryForRowSet,queryForStream,queryForInt,queryForLong,update,execute,batchUpdate,call}',
      'JdbcClient.sql',
      '{PreparedStatementCreatorFactory,CallableStatementCreatorFactory,BatchSqlUpdate,MappingSqlQuery,SqlUpdate,SqlCall}.new',
      'DatabaseClient.{sql,execute}',
    ],
    arguments: [0],
  },
  {
    ...SQL,
    calls: [
      'EntityManager.{createQuery,createNativeQuery,createStoredProcedureQuery}',
      'Session.{createQuery,createSQLQuery,createNativeQuery,createNativeMutationQuery,createMutationQuery,createSelectionQuery,doWork}',
    ],
    arguments: [0],
    message: 'A query of the database is built from {source}, which can change what it does',
    fix: 'Keep the query constant and bind the value with setParameter.',
  },
  // Of an object whose type is not to be seen, the name of the method says enough.
  {
    ...SQL,
    confidence: 0.7,
    calls: [
      '*.{queryForObject,queryForList,queryForMap,queryForRowSet,queryForStream,queryForInt,queryForLong,batchUpdate,prepareStatement,prepareCall,createNativeQuery,createSQLQuery,executeQuery,executeUpdate,executeLargeUpdate}',
      '*.createStatement().execute',
    ],
    arguments: [0],
  },
  { ...SQL, calls: ['Restrictions.sqlRestriction', 'Order.sql', 'Projections.sqlProjection'], arguments: [0] },
  { ...SQL, calls: ['PersistenceManager.newQuery', 'Query.setFilter'], arguments: 'all' },
  { ...SQL, calls: ['{QueryRunner,AsyncQueryRunner}.{query,update,execute,insert,batch}'], arguments: [0, 1] },
  {
    ...SQL,
    calls: ['{Handle,Jdbi}.{createQuery,createUpdate,createCall,createBatch,createScript,execute,select,prepareBatch}'],
    arguments: [0],
  },
  {
    ...SQL,
    calls: [
      'DSLContext.{fetch,fetchOne,fetchMany,execute,query,resultQuery}',
      'DSL.{field,condition,sql,table,query,resultQuery}',
    ],
    arguments: [0],
  },
  {
    ...SQL,
    calls: ['{SQLiteDatabase.rawQuery,SQLiteDatabase.execSQL,SQLiteDatabase.compileStatement}'],
    arguments: [0],
  },
  { ...SQL, calls: ['{SqlClient,SqlConnection,Pool,PgPool,MySQLPool}.{query,preparedQuery}'], arguments: [0] },
  {
    ...SQL,
    calls: ['SqlRunner.{selectOne,selectAll,insert,update,delete,run}', 'ScriptUtils.executeSqlScript'],
    arguments: [0],
  },
  {
    rule: 'java/nosql-injection',
    cwe: [943],
    severity: 'high',
    confidence: 0.7,
    message: 'A query of a document database is built from {source}, which can change what it asks for',
    fix: 'Build the query with Filters or Criteria, so that the value stays a value.',
    matter: 'nosql',
    calls: [
      '{BasicQuery,BasicUpdate}.new',
      '{Document,BasicDBObject,BsonDocument,JSON}.parse',
      'Filters.where',
      'MongoDatabase.runCommand',
    ],
    arguments: [0],
  },
]

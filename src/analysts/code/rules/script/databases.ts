import type { SinkRule, Weakness } from '../../flow/rules.ts'

const SQL: Weakness = {
  rule: 'script/sql-injection',
  cwe: [89, 564],
  severity: 'critical',
  confidence: 0.85,
  message: 'A query is put together with {source}, who can so change what it asks',
  fix: 'Leave placeholders in the query and hand the values over beside it.',
}

const NOSQL: Weakness = {
  rule: 'script/nosql-injection',
  cwe: [943, 89],
  severity: 'high',
  confidence: 0.75,
  message: 'A condition of a query is {source}, who can give an operator such as $ne instead of a value',
  fix: 'Turn it into a string, or use $eq, before it enters the query.',
}

const HANDLES =
  '{db,database,connection,conn,pool,client,sqlite,sql,con,dbh,cnx,knex,trx,tx,prisma,sequelize,mysql,pg,manager,queryRunner,dataSource,session}'

/** Where text becomes a query. */
export const DATABASE_SINKS: readonly SinkRule[] = [
  {
    ...SQL,
    matter: 'sql',
    calls: [
      '*.query',
      '*.{queryRaw,queryRawUnsafe,$queryRawUnsafe,$executeRawUnsafe,whereRaw,havingRaw,orderByRaw,joinRaw,selectRaw,fromRaw}',
    ],
    arguments: [0],
    where: [{ argument: { index: 0 }, built: true }],
  },
  {
    ...SQL,
    matter: 'sql',
    calls: [
      `${HANDLES}.{run,all,get,each,exec,execute,prepare,raw,queryAsync,queryPromise,unsafe}`,
      '{sqlite3,better-sqlite3,sqlite,sql.js}*.{run,all,get,each,exec,prepare}',
      '{mysql,mysql2,mysql2/promise,pg,mssql,oracledb,knex,sequelize,tedious,postgres}*.{execute,raw,query,unsafe,literal,batch}',
    ],
    arguments: [0],
    where: [{ argument: { index: 0 }, built: true }],
  },
  {
    ...SQL,
    matter: 'sql',
    calls: ['*.query', `${HANDLES}.{execute,raw}`],
    arguments: ['sql', 'text'],
    origins: ['remote'],
  },
  {
    ...SQL,
    matter: 'sql',
    calls: ['{mysql,pg,mysql2}*.query', `${HANDLES}.{query,raw}`, '{Sequelize,sequelize}.literal'],
    arguments: [0],
    origins: ['remote'],
    where: [{ argument: { index: 1 }, absent: true }],
  },
  {
    ...NOSQL,
    matter: 'nosql',
    calls: [
      '*.{findOne,findOneAndUpdate,findOneAndDelete,findOneAndRemove,findOneAndReplace,updateOne,updateMany,deleteOne,deleteMany,countDocuments,replaceOne}',
      '*.collection().{find,findOne,update,remove,count,distinct,findAndModify}',
      '{User,Users,user,users,Account,Model,model,collection,Post,Item,Product,Session}.{find,count,update,remove,exists}',
    ],
    arguments: [0],
    origins: ['remote'],
  },
  {
    ...NOSQL,
    matter: 'nosql',
    calls: ['*.$where', '*.{find,findOne,update,where}'],
    arguments: ['$where'],
    origins: ['remote'],
    message: '{source} becomes code that the database runs',
    fix: 'Write the condition with operators instead of $where.',
  },
]

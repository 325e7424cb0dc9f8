import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSql } from '../../../../src/analysts/code/performance/read-sql.ts'

describe('reading SQL for its indexes', () => {
  it('knows columns, keys and unique columns of a table, whichever way they are written', () => {
    const { added, indexed } = readSql(`
      CREATE TABLE IF NOT EXISTS public."orders" (
        \`id\` bigint PRIMARY KEY, price numeric(10, 2) DEFAULT 0,
        code text UNIQUE, -- a comment, with a comma
        [kind] text CHECK (kind IN ('a', 'b')),
        UNIQUE (price, kind),
        FOREIGN KEY (code) REFERENCES codes (code)
      );`)
    expect(added.map(({ table, column }) => `${table}.${column}`)).toEqual([
      'orders.id',
      'orders.price',
      'orders.code',
      'orders.kind',
    ])
    expect(indexed).toEqual(['orders.id', 'orders.code', 'orders.price'])
  })

  it('knows the line of each column', () => {
    expect(readSql('-- one\n\ncreate table t (\n  a int,\n  b int\n)').added.map(({ line }) => line)).toEqual([3, 4])
  })

  it('knows indexes by their first column, and several columns added at once', () => {
    expect(readSql('create unique index concurrently i on only s.t using btree (a desc, b)').indexed).toEqual(['t.a'])
    expect(readSql('alter table t add column a int, add b int unique').added.map(({ column }) => column)).toEqual([
      'a',
      'b',
    ])
  })

  it.each([
    ['select * from t where a = $1 and b > 2 order by c', [{ table: 't', columns: ['a', 'b'] }]],
    ['update t set x = 1 where a = 1', [{ table: 't', columns: ['a'] }]],
    ['delete from t where a = 1 and at < 3', [{ table: 't', columns: ['a'] }]],
    ['select * from t join u on t.a = u.a where b = 1', []],
    ['select * from t, u where b = 1', []],
    ['select * from t where a in (select a from u)', []],
    ['select * from t', []],
  ])('knows what is filtered by in %s', (sql, filtered) => {
    expect(readSql(sql).filtered).toEqual(filtered)
  })

  it('reads any text', () => {
    const words = fc.constantFrom(
      'create',
      'table',
      'select',
      'from',
      'where',
      'add',
      '(',
      ')',
      ',',
      "'",
      '"',
      '--',
      '/*',
      '\n',
      'a',
      '=',
      '.',
      ';',
    )
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        const { added } = readSql(parts.join(' '))
        expect(added.every(({ line }) => line >= 0)).toBe(true)
      }),
    )
  })
})

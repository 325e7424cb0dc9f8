import { describe, expect, it } from 'vitest'
import { blockParameters, docstringParameters } from '../../../../src/analysts/code/documentation/doc-parameters.ts'

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name)

describe('parameters that a comment documents', () => {
  it('are found behind types of any depth, with defaults, fields and dots', () => {
    const comment = `/**
 * @param {{ a: { b: string } }} first words
 * @param {string} [second=1] words
 * @param {Array<{ x: number }>} third.field words
 * @param {...number} rest
 * @param plain - words
 * @param {string} - without a name
 * @param {broken
 * @returns {number}
 */`
    expect(names(blockParameters(comment))).toEqual(['first', 'second', 'third', 'rest', 'plain'])
  })

  it('are found in the three styles of Python', () => {
    expect(names(docstringParameters('Text.\n\n:param int a: words\n:param b: words\n:return: words'))).toEqual([
      'a',
      'b',
    ])
    expect(
      names(
        docstringParameters(
          'Text.\n\n  Args:\n    a (int): words\n      note: of it\n    *b: words\n\n  Returns:\n    c: words',
        ),
      ),
    ).toEqual(['a', 'b'])
    expect(
      names(docstringParameters('Parameters\n----------\na, b : int\n    note : of it\n\nReturns\n-------\nc : int')),
    ).toEqual(['a', 'b'])
  })

  it('are not looked for in prose', () => {
    expect(blockParameters('/** Use `@param name` for each. */')).toEqual([])
    expect(docstringParameters('Args are: none\nNote: nothing')).toEqual([])
  })
})

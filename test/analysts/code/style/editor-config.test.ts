import { describe, expect, it } from 'vitest'
import {
  type EditorConfigFile,
  editorRules,
  parseEditorConfig,
} from '../../../../src/analysts/code/style/editor-config.ts'

const rules = (path: string, configs: readonly EditorConfigFile[]) => editorRules(path, configs.map(parseEditorConfig))
const asked = (glob: string, path: string) =>
  rules(path, [{ path: '.editorconfig', text: `[${glob}]\nindent_style = tab\n` }]).indentStyle === 'tab'

describe('an .editorconfig', () => {
  it.each([
    ['*', 'a/b.js'],
    ['*.js', 'a/b.js'],
    ['*.{js,ts}', 'a/b.ts'],
    ['{package.json,*.yml}', 'a/package.json'],
    ['lib/**.js', 'lib/a/b.js'],
    ['lib/*.js', 'lib/b.js'],
    ['/lib/*.js', 'lib/b.js'],
    ['**/test/*.js', 'a/test/b.js'],
    ['b.?s', 'a/b.js'],
    ['*.{j,t}{s,sx}', 'b.tsx'],
  ])('asks with [%s] for %s', (glob, path) => {
    expect(asked(glob, path)).toBe(true)
  })

  it.each([
    ['*.js', 'a/b.jsx'],
    ['lib/*.js', 'lib/a/b.js'],
    ['lib/*.js', 'b.js'],
    ['*.{js,ts}', 'a/b.py'],
    ['b.?s', 'a/b.ss.js'],
  ])('asks with [%s] nothing of %s', (glob, path) => {
    expect(asked(glob, path)).toBe(false)
  })

  it('gives way to one that is nearer and to later sections, and ends at the root', () => {
    const configs = [
      { path: '.editorconfig', text: '[*]\nindent_style = tab\nmax_line_length = 80\n' },
      { path: 'a/.editorconfig', text: '[*]\nindent_style = space\n[*.md]\nmax_line_length = off\n' },
      { path: 'b/.editorconfig', text: 'root = true\n[*]\ninsert_final_newline = true\n' },
    ]
    expect(rules('a/x.js', configs)).toEqual({ indentStyle: 'space', maxLineLength: 80 })
    expect(rules('a/x.md', configs)).toEqual({ indentStyle: 'space' })
    expect(rules('b/x.js', configs)).toEqual({ insertFinalNewline: true })
  })

  it('is read past what it may not hold', () => {
    const text = '=\n[\n]\n[*\nindent_style\n[*]\nindent_style = sideways\nmax_line_length = -1\n; note\n'
    expect(rules('a.js', [{ path: '.editorconfig', text }])).toEqual({})
  })
})

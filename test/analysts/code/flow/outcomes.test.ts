import { beforeAll, describe, expect, it } from 'vitest'
import { analyseSecurity } from '../../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../../src/analysts/code/change/parse-change.ts'
import type { Parsers } from '../../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

/** Rules that speak of a handler with these lines, in a package with these helpers. */
function said(lines: string, helpers = ''): string[] {
  const text = `package p
import ("errors"; "net/http"; "os"; "strings"; "path/filepath"; "net/url")
var pages = map[string]bool{"a": true}
${helpers}
func handle(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	${lines}
}`
  const files = [{ path: 'p.go', status: 'unchanged', text, changed: 'all' } as const]
  return analyseSecurity(parseChange(files, parsers)).map(({ rule }) => rule)
}

const CHECK = `func check(name string) error {
	for range 3 { name2 := name; _ = name2 }
	if !filepath.IsLocal(name) { return errors.New("no") }
	return nil
}`
const CHECKED = `func checked(name string) (string, error) {
	if strings.Contains(name, "..") { return "", errors.New("no") }
	return name, nil
}`
const VALID = `func fits(name string) bool {
	if name == "" { return false }
	if !pages[name] { return false }
	return true
}`

const FLAGGED = `func flagged(name string) bool {
	found := false
	for _, one := range []string{"a", "b"} { if one == name { found = true } }
	return found
}`

describe('what the outcome of a call proves', () => {
  it.each([
    ['an error that is nil', 'if err := check(name); err != nil { return }; os.Remove(name)', CHECK],
    ['an error that is compared at once', 'if check(name) != nil { return }; os.Remove(name)', CHECK],
    [
      'a value that comes with an error',
      'safe, err := checked(name); if err != nil { return }; os.Remove(safe)',
      CHECKED,
    ],
    ['a test with several ways', 'if fits(name) { os.Remove(name) }', VALID],
    ['a test kept in a variable', 'ok := fits(name); if !ok { return }; os.Remove(name)', VALID],
    ['a presence kept in a variable', '_, ok := pages[name]; if ok { os.Remove(name) }', ''],
    ['an entry of a map', 'if pages[name] { os.Remove(name) }', ''],
    [
      'a test of something else',
      'if !filepath.IsLocal(name) { http.Error(w, "no", 400); return }; os.Remove(name)',
      '',
    ],
    [
      'a flag that a loop sets',
      'ok := false; for _, a := range []string{"a", "b"} { if a == name { ok = true; break } }; if !ok { return }; os.Remove(name)',
      '',
    ],
    [
      'a flag that is taken back',
      'ok := true; if strings.Contains(name, "..") { ok = false }; if !ok { return }; os.Remove(name)',
      '',
    ],
    [
      'an error that is set before',
      'var err error; if strings.Contains(name, "..") { err = errors.New("no") } else { err = nil }; if err != nil { return }; os.Remove(name)',
      '',
    ],
    ['a flag that a function gives back', 'if flagged(name) { os.Remove(name) }', FLAGGED],
  ])('is silent after %s', (_, lines, helpers) => {
    expect(said(lines, helpers)).toEqual([])
  })

  it.each([
    ['the error is present', 'if err := check(name); err != nil { os.Remove(name) }', CHECK],
    ['the error is not looked at', 'check(name); os.Remove(name)', CHECK],
    ['the test failed', 'if !fits(name) { os.Remove(name) }', VALID],
    ['another value was tested', 'other := r.FormValue("other"); if fits(other) { os.Remove(name) }', VALID],
    [
      'the variable was set again',
      'if err := check(name); err != nil { return }; name = r.FormValue("n"); os.Remove(name)',
      CHECK,
    ],
    [
      'the flag is the other way round',
      'ok := true; if strings.Contains(name, "..") { ok = false }; if !ok { os.Remove(name) }',
      '',
    ],
    [
      'the flag may be set elsewhere, too',
      'ok := false; if filepath.IsLocal(name) { ok = true }; if r.Method == "GET" { ok = true }; if ok { os.Remove(name) }',
      '',
    ],
    [
      'the variable was set after the flag',
      'ok := false; if filepath.IsLocal(name) { ok = true }; name = r.FormValue("b"); if ok { os.Remove(name) }',
      '',
    ],
  ])('speaks where %s', (_, lines, helpers) => {
    expect(said(lines, helpers)).toEqual(['go/path-traversal'])
  })

  it('does not throw where no way leaves a variable as an earlier way implied', () => {
    const lines = `ok := false
	for _, a := range []string{"a"} { if a == name { ok = true } }
	if r.Method == "GET" { ok = false } else { if name == "b" { ok = false } }
	for ok { ok = false }
	if !ok { os.Remove(name) }`
    expect(() => said(lines)).not.toThrow()
  })
})

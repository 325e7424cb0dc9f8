import type { AllowList } from '../../safety/command/allow-list.ts'
import type { Linter, LinterTrace } from './linter.ts'
import {
  parseBiome,
  parseCheckstyle,
  parseEslint,
  parseFlake8,
  parseGofmt,
  parseGolangci,
  parsePylint,
  parseRubocop,
  parseRuff,
  parseShellcheck,
} from './linter-outputs.ts'

const JAVASCRIPT = ['.js', '.jsx', '.cjs', '.mjs', '.ts', '.tsx', '.cts', '.mts']
const PYTHON = ['.py', '.pyi']

/** Without verbs: the flags that are given are the flags that may be. */
function flagsOnly(program: string, flags: readonly string[]): Pick<Linter, 'allowed' | 'argv'> {
  return { allowed: { program, global: flags, verbs: {}, hasNoVerbs: true }, argv: flags }
}

function verb(program: string, name: string, flags: readonly string[]): Pick<Linter, 'allowed' | 'argv'> {
  const allowed: AllowList = { program, global: [], verbs: { [name]: flags } }
  return { allowed, argv: [name, ...flags] }
}

function files(...names: string[]): LinterTrace[] {
  return names.map((file) => ({ file }))
}

function section(file: string, pattern: RegExp): LinterTrace {
  return { file, section: pattern }
}

/** The linters that are known. None is told to mend anything, and none keeps a cache in the project. */
export const LINTERS: readonly Linter[] = [
  {
    name: 'eslint',
    traces: [
      ...files('eslint.config.js', 'eslint.config.mjs', 'eslint.config.cjs', 'eslint.config.ts', 'eslint.config.mts'),
      ...files('.eslintrc', '.eslintrc.js', '.eslintrc.cjs', '.eslintrc.json', '.eslintrc.yml', '.eslintrc.yaml'),
      section('package.json', /"eslintConfig"\s*:/),
    ],
    reads: JAVASCRIPT,
    ...flagsOnly('eslint', ['--format=json', '--no-color']),
    takes: 'files',
    executesProjectCode: true,
    parse: parseEslint,
  },
  {
    name: 'biome',
    traces: files('biome.json', 'biome.jsonc'),
    reads: [...JAVASCRIPT, '.json', '.jsonc', '.css', '.graphql'],
    ...verb('biome', 'lint', ['--reporter=json', '--colors=off', '--max-diagnostics=none', '--no-errors-on-unmatched']),
    takes: 'files',
    executesProjectCode: false,
    parse: parseBiome,
  },
  {
    name: 'ruff',
    traces: [...files('ruff.toml', '.ruff.toml'), section('pyproject.toml', /^\[tool\.ruff\b/m)],
    reads: PYTHON,
    ...verb('ruff', 'check', ['--output-format=json', '--no-cache', '--no-fix', '--force-exclude', '--quiet']),
    takes: 'files',
    executesProjectCode: false,
    parse: parseRuff,
  },
  {
    name: 'flake8',
    traces: [...files('.flake8'), section('setup.cfg', /^\[flake8\]/m), section('tox.ini', /^\[flake8\]/m)],
    reads: PYTHON,
    ...flagsOnly('flake8', ['--format=default', '--color=never', '--jobs=1']),
    takes: 'files',
    executesProjectCode: true,
    parse: parseFlake8,
  },
  {
    name: 'pylint',
    traces: [
      ...files('.pylintrc', 'pylintrc', '.pylintrc.toml', 'pylintrc.toml'),
      section('pyproject.toml', /^\[tool\.pylint\b/m),
      section('setup.cfg', /^\[pylint/m),
    ],
    reads: PYTHON,
    ...flagsOnly('pylint', ['--output-format=json', '--score=n', '--persistent=n', '--jobs=1']),
    takes: 'files',
    executesProjectCode: true,
    parse: parsePylint,
  },
  {
    name: 'golangci-lint',
    traces: files('.golangci.yml', '.golangci.yaml', '.golangci.toml', '.golangci.json'),
    reads: ['.go'],
    ...verb('golangci-lint', 'run', [
      '--output.json.path=stdout',
      '--path-mode=abs',
      '--show-stats=false',
      '--color=never',
    ]),
    takes: 'folders',
    // It loads the packages by `go list`, which may run cgo and the tools that a module names.
    executesProjectCode: true,
    parse: parseGolangci,
  },
  {
    name: 'gofmt',
    traces: files('go.mod', 'go.work'),
    reads: ['.go'],
    ...flagsOnly('gofmt', ['-d']),
    takes: 'files',
    executesProjectCode: false,
    parse: parseGofmt,
  },
  {
    name: 'checkstyle',
    traces: files('checkstyle.xml'),
    reads: ['.java'],
    ...flagsOnly('checkstyle', ['-f=xml', '-c=checkstyle.xml']),
    takes: 'files',
    // Its configuration names classes.
    executesProjectCode: true,
    parse: parseCheckstyle,
  },
  {
    name: 'rubocop',
    traces: files('.rubocop.yml'),
    reads: ['.rb', '.rake', '.gemspec'],
    ...flagsOnly('rubocop', ['--format=json', '--force-exclusion', '--no-server', '--cache=false', '--no-color']),
    takes: 'files',
    // Its configuration may require gems and files.
    executesProjectCode: true,
    parse: parseRubocop,
  },
  {
    name: 'shellcheck',
    traces: files('.shellcheckrc'),
    reads: ['.sh', '.bash', '.ksh'],
    ...flagsOnly('shellcheck', ['--format=json1', '--color=never']),
    takes: 'files',
    executesProjectCode: false,
    parse: parseShellcheck,
  },
]

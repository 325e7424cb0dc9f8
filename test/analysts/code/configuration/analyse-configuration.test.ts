import { describe, expect, it } from 'vitest'
import { analyseConfiguration } from '../../../../src/analysts/code/configuration/analyse-configuration.ts'
import { readDockerfile } from '../../../../src/analysts/code/configuration/dockerfile/read-dockerfile.ts'
import { readStatements } from '../../../../src/analysts/code/configuration/sql/read-statements.ts'
import { readHcl } from '../../../../src/analysts/code/configuration/terraform/read-hcl.ts'

function said(path: string, text: string): string[] {
  return analyseConfiguration([{ path, status: 'added', text, changed: 'all' }]).map(
    ({ rule, at }) => `${rule}:${at.line}`,
  )
}

const MANY = 20_000

describe('configuration', () => {
  it.each([
    ['a deep flow', 'a.yaml', `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(MANY)}`],
    [
      'a deep block',
      'a.yaml',
      `apiVersion: v1\n${Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}`,
    ],
    [
      'aliases of aliases',
      'compose.yaml',
      `services:\n  a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `  b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'}, *${i ? `b${i - 1}` : 'a'}]`).join('\n')}`,
    ],
    ['broken YAML', '.github/workflows/a.yml', 'on: push\njobs:\n  a: {steps: [\n - run: "${{'],
    [
      'a workflow of other shapes',
      '.github/workflows/a.yml',
      'on: 3\njobs:\n  a: [1]\n  b:\n    steps: {run: 1}\n  c:\n    steps: [null, 3, {uses: [1], run: {a: b}}]\n',
    ],
    [
      'manifests of other shapes',
      'a.yaml',
      'apiVersion: v1\nkind: Deployment\nspec: {template: {spec: {containers: {a: 1}, volumes: 3}}}\n---\nkind: [a]\napiVersion: v1\n---\n',
    ],
    ['open braces', 'a.tf', 'resource "a" "b" {\n'.repeat(MANY)],
    ['closed braces', 'a.tf', '}\n'.repeat(MANY)],
    ['an open list', 'a.tf', `a "b" {\n x = [\n${'"y",\n'.repeat(MANY)}`],
    ['an open here-document', 'a.tf', `a "b" {\n x = <<EOT\n${'{{{\n'.repeat(MANY)}`],
    ['open quotes', 'a.sql', `GRANT ALL ON x TO 'a${"''a\\".repeat(MANY)}`],
    ['a long comment', 'a.sql', `/*${' * '.repeat(MANY)}`],
    ['many columns', 'a.sql', `INSERT INTO users (${'a, '.repeat(MANY)}password) VALUES (${"'x', ".repeat(MANY)}'y')`],
    ['one long instruction', 'Dockerfile', `FROM a\nRUN ${'curl x '.repeat(MANY)}`],
    ['continued for ever', 'Dockerfile', `FROM a\nRUN a${' \\\n'.repeat(MANY)}`],
    ['nothing', 'Dockerfile', ''],
    ['no text at all', 'a.tf', '\u0000\uFFFF'.repeat(100)],
  ])('is quick and does not throw on %s', (_, path, text) => {
    const began = performance.now()
    expect(() => said(path, text)).not.toThrow()
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  it.each([
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-1a2b3c',
    'ENC[AES256_GCM,data:Zm9vYmFy1,type:str]',
    'vault:secret/data/app1#token',
    'op://vault/item1/token',
    'projects/123456/secrets/gcp1',
    '$(DB_PASSWORD1)',
  ])('takes %s for the name of a secret that is kept elsewhere', (value) => {
    const pod = (text: string) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      env:\n        - name: DB_SECRET\n          value: "${text}"\n`
    expect(said('pod.yaml', pod(value)).filter((one) => one.includes('secret'))).toEqual([])
    expect(said('pod.yaml', pod('Hx93kd02Lq'))).toContain('kubernetes/written-secret:8')
  })

  it.each(['123456', '9982abcd', 'p4ss@db.1', 'data-9f8a7b6c5d', '#a1b2c3', 'git-8f7a6b5c4d3e'])(
    'tells the password %s, whatever else it looks like',
    (value) => {
      expect(said('Dockerfile', `FROM a:1\nENV DB_PASSWORD=${value}\n`)).toContain('docker/secret-in-image:2')
    },
  )

  it('tells a download over plain HTTP that is run, whatever options sudo has', () => {
    for (const shell of ['sh', 'sudo bash', 'sudo -E bash -', '/bin/sh'])
      expect(said('Dockerfile', `FROM a:1\nRUN curl -sL http://example.net/a.sh | ${shell}\n`)).toContain(
        'docker/plain-download:2',
      )
  })

  it('says nothing of files of other kinds, of removed ones and of templates', () => {
    expect(said('a.txt', 'FROM debian:latest')).toEqual([])
    expect(analyseConfiguration([{ path: 'Dockerfile', status: 'removed', changed: [] }])).toEqual([])
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  hostNetwork: true\n'
    expect(said('templates/pod.yaml', `{{- if .Values.on }}\n${pod}{{- end }}\n`)).toEqual([])
    expect(said('pod.yaml', pod)).toEqual(['kubernetes/host-namespace:4'])
  })

  it('points to the line of a script that is wrong', () => {
    const head = 'on: issue_comment\njobs:\n  a:\n    runs-on: x\n    steps:\n'
    const block = `      - name: n\n        run: |\n          echo a\n          echo \${{ github.event.comment.body }}\n`
    expect(said('.github/workflows/a.yml', head + block)).toEqual(['workflow/script-injection:9'])
    const line = `      - run: echo \${{ github.event.comment.body }}\n`
    expect(said('.github/workflows/a.yml', head + line)).toEqual(['workflow/script-injection:6'])
  })

  it('says how grave a script is by who can start it', () => {
    const text = (on: string) => `on: ${on}\njobs:\n  a:\n    steps:\n      - run: echo ${'$'}{{ github.head_ref }}\n`
    const grave = (on: string) =>
      analyseConfiguration([{ path: '.github/workflows/a.yml', status: 'added', text: text(on), changed: 'all' }])[0]
        ?.severity
    expect([grave('pull_request_target'), grave('[push, pull_request]')]).toEqual(['high', 'low'])
  })

  it('reads instructions over lines, comments and here-documents', () => {
    const { instructions, stages } = readDockerfile(
      'FROM --platform=x a:1 AS One\nRUN a \\\n# no\n\n  && b\nRUN <<EOF\nc\nEOF\nfrom one\ncmd x',
    )
    expect(instructions.map(({ keyword, line, endLine, text }) => `${keyword} ${line}-${endLine} ${text}`)).toEqual([
      'FROM 1-1 --platform=x a:1 AS One',
      'RUN 2-5 a    && b',
      'RUN 6-8 <<EOF c ;',
      'FROM 9-9 one',
      'CMD 10-10 x',
    ])
    expect(stages.map(({ image, name }) => [image, name])).toEqual([
      ['a:1', 'one'],
      ['one', ''],
    ])
  })

  it('reads blocks, lists over lines, here-documents and comments of HCL', () => {
    const [block] = readHcl(
      'resource "t" "n" { # c\n a = "x # y" // z\n l = [\n  "b", # {\n ]\n h = <<-EOT\n  }\n EOT\n inner { k = 1 }\n inner {\n  k = 2\n }\n}\n',
    )
    expect(block?.labels).toEqual(['t', 'n'])
    expect(block?.attributes.map(({ name, line, endLine }) => [name, line, endLine])).toEqual([
      ['a', 2, 2],
      ['l', 3, 5],
      ['h', 6, 8],
    ])
    expect(block?.attributes[0]?.text).toBe('"x # y"')
    expect(block?.blocks.map(({ attributes }) => attributes[0]?.text)).toEqual(['1', '2'])
    expect(block?.endLine).toBe(13)
  })

  it('splits statements outside of quotes, comments and bodies', () => {
    const statements = readStatements("-- a;\nSELECT ';', \"b;\" /* ; */;\nDO $x$ a; b; $x$;\nSELECT 'it''s'\n")
    expect(statements.map(({ bare, line, endLine }) => `${line}-${endLine} ${bare}`)).toEqual([
      `2-2 SELECT '', "b;"`,
      '3-3 DO',
      "4-5 SELECT ''",
    ])
  })
})

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { findAgents, incidentAgents, reviewAgents } from '../../src/app/find-agents.ts'
import { knownTools } from '../../src/app/known-tools.ts'
import { parseAgentFile } from '../../src/formats/agent-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-agents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

describe('the file of an agent', () => {
  it('is read in the form that people have already', () => {
    expect(
      parseAgentFile(
        '---\r\nname: db-expert\r\ndescription: Knows databases.\r\ntools: Read, Bash(git log:*, git show:*), search_logs\r\nmodel: sonnet\r\ncolor: blue\r\n---\r\n\r\nYou know databases.\r\n',
        'x',
      ),
    ).toEqual({
      agent: {
        name: 'db-expert',
        description: 'Knows databases.',
        instructions: 'You know databases.',
        tools: ['Read', 'Bash(git log:*, git show:*)', 'search_logs'],
        model: 'sonnet',
        limits: {},
      },
      notes: ['color is not used here'],
      isForked: false,
    })
  })

  it('takes the name of the file, lists of tools, and a model that is inherited', () => {
    expect(
      parseAgentFile(
        '---\ndescription: d\nallowed-tools: [a, b]\nmodel: inherit\ncontext: fork\n---\ntext',
        'my-skill',
      ),
    ).toMatchObject({
      agent: { name: 'my-skill', tools: ['a', 'b'] },
      isForked: true,
    })
  })

  it('may say whose crew it belongs to', () => {
    expect(parseAgentFile('---\ndescription: d\ncrew: review\n---\ntext', 'a')).toMatchObject({
      agent: { crew: 'review' },
      notes: [],
    })
  })

  it('is refused with what is wrong', () => {
    for (const [text, problem] of [
      ['You are an agent.', 'front matter'],
      ['---\nname: a\n---\ntext', 'description'],
      ['---\nname: Not A Name\ndescription: d\n---\ntext', 'name'],
      ['---\ndescription: d\n---\n', 'no instructions'],
      ['---\ndescription: a: b: c\n---\ntext', 'YAML'],
      ['---\ndescription: d\nlimits: { turns: 0 }\n---\ntext', 'limits.turns'],
      ['---\ndescription: d\ncrew: of mine\n---\ntext', 'crew'],
      ['---\ndescription: d\nlimits: { turn: 3 }\n---\ntext', 'limits'],
      [`---\ndescription: d\n---\n${'x'.repeat(300_000)}`, 'longer'],
    ] as const)
      expect(parseAgentFile(text, 'a'), text.slice(0, 60)).toMatchObject({ problem: expect.stringContaining(problem) })
  })

  it('never makes reading it throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (front, body) => {
        parseAgentFile(`---\n${front}\n---\n${body}`, 'a')
      }),
    )
  })
})

describe('agents', () => {
  it('of the package are all in order, and name only tools that there are', async () => {
    const { agents, broken } = await findAgents(join(folder, 'empty'), join(folder, 'empty'))
    expect(broken).toEqual([])
    expect(agents.length).toBeGreaterThanOrEqual(8)
    const known = await knownTools()
    for (const { name, tools = [], notes } of agents) {
      expect(
        tools.filter((tool) => !known.includes(tool)),
        name,
      ).toEqual([])
      expect(notes, name).toEqual([])
      expect(readFileSync(`agents/${name}.md`, 'utf8')).toContain(name)
    }
  })

  it('are found with the project’s over the user’s over the package’s, with skills that fork', async () => {
    const agent = (name: string, description: string) => `---\nname: ${name}\ndescription: ${description}\n---\ntext`
    write('home/.claude/agents/log-analyst.md', agent('log-analyst', 'from the user'))
    write('home/.watchfloor/agents/mine.md', agent('mine', 'from the user'))
    write('project/.claude/agents/mine.md', agent('mine', 'from the project'))
    write('project/.claude/skills/forks/SKILL.md', '---\ndescription: d\ncontext: fork\n---\ntext')
    write('project/.claude/skills/knows/SKILL.md', '---\ndescription: d\n---\ntext')
    write('project/.claude/agents/broken.md', 'no front matter')
    const { agents, broken } = await findAgents(join(folder, 'project'), join(folder, 'home'))
    const of = (name: string) => agents.find((one) => one.name === name)
    expect(of('log-analyst')).toMatchObject({ origin: 'user', description: 'from the user' })
    expect(of('mine')).toMatchObject({ origin: 'project', description: 'from the project' })
    expect(of('forks')).toMatchObject({ origin: 'project' })
    expect(of('knows')).toBeUndefined()
    expect(broken).toMatchObject([{ origin: 'project', problem: expect.stringContaining('front matter') }])
  })

  it('of one crew take the place of none of the other', async () => {
    const agent = (name: string, crew: string) => `---\nname: ${name}\ndescription: mine\n${crew}---\ntext`
    write('two/.watchfloor/agents/log-analyst.md', agent('log-analyst', 'crew: review\n'))
    write('two/.watchfloor/agents/security-reviewer.md', agent('security-reviewer', ''))
    const home = join(folder, 'two')
    const incident = await incidentAgents(join(folder, 'empty'), home)
    const review = await reviewAgents(home)
    expect(incident.find(({ name }) => name === 'log-analyst')?.description).not.toBe('mine')
    expect(review.find(({ name }) => name === 'log-analyst')?.description).toBe('mine')
    expect(review.find(({ name }) => name === 'security-reviewer')?.description).not.toBe('mine')
  })
})

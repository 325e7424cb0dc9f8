import { resolve } from 'node:path'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { analysisOf } from '../app/analysis-of.ts'
import { askOn } from '../app/ask.ts'
import { findRun } from '../app/inspect-runs.ts'
import { INVESTIGATION_DEFAULTS } from '../app/investigate-incident.ts'
import { maskShown } from '../app/mask-shown.ts'
import type { Platform } from '../app/open-platform.ts'
import { RUN_STATUSES } from '../core/engine.ts'
import { recordFault, WatchfloorFault } from '../core/fault.ts'
import { renderAnswer, renderMarkdown, renderTerminal } from '../report/index.ts'

export interface McpOptions {
  platform: Platform
  version: string
  /** Whether paths of this machine may be read: for whoever sits at it, not for whoever comes over the network. */
  mayReadPaths: boolean
}

const MOST = 200
const MOST_TEXT = 20_000
const WIDTH = 100

/**
 * What any MCP client may ask of Watchfloor: to investigate, to look at runs and reports, to search what was found, to see what waits for approval. To
 * approve, to reject, the kill switch and the policy are never offered here: whoever speaks through a model must not be able to.
 */
export function mcpServer({ platform, version, mayReadPaths }: McpOptions): McpServer {
  const { engine, store } = platform
  const server = new McpServer({ name: 'watchfloor', version })
  const readOnly = { readOnlyHint: true, openWorldHint: false }
  const say = async (work: () => Promise<string>) => {
    try {
      return { content: [{ type: 'text' as const, text: maskShown(await work()).slice(0, MOST_TEXT) }] }
    } catch (thrown) {
      const { message, hint } = recordFault(thrown)
      return {
        isError: true,
        content: [
          {
            type: 'text' as const,
            text: thrown instanceof WatchfloorFault ? `${message} ${hint}` : 'Something went wrong here.',
          },
        ],
      }
    }
  }

  if (mayReadPaths)
    server.registerTool(
      'investigate',
      {
        description:
          'Find the root cause of an incident from its evidence, by code, with citations: a folder or file of logs, metrics, traces, changes, kubectl output.',
        inputSchema: {
          path: z.string().min(1).describe('the incident bundle, folder or file'),
          title: z.string().max(200).optional(),
        },
        annotations: { readOnlyHint: true, openWorldHint: false },
      },
      ({ path, title }, { signal }) =>
        say(async () => {
          const address = { path: resolve(path), trustSources: false, repositories: [] }
          const handle = await engine.start(
            platform.investigate,
            { ...INVESTIGATION_DEFAULTS, address },
            { title: title ?? path },
          )
          signal.addEventListener('abort', () => void handle.cancel(), { once: true })
          return `Run ${handle.id}\n${renderTerminal(await handle.result(), { width: WIDTH, color: false })}`
        }),
    )
  server.registerTool(
    'list_runs',
    {
      description: 'Runs, newest first.',
      inputSchema: { status: z.enum(RUN_STATUSES).optional(), limit: z.number().int().min(1).max(MOST).default(20) },
      annotations: readOnly,
    },
    ({ status, limit }) =>
      say(async () => {
        const runs = await engine.list({ limit, ...(status && { status }) })
        return (
          runs
            .map(
              ({ id, status: how, workflow, title, createdAt }) =>
                `${id} ${how} ${workflow} ${new Date(createdAt).toISOString()} ${title ?? ''}`,
            )
            .join('\n') || 'There is none.'
        )
      }),
  )
  server.registerTool(
    'get_report',
    {
      description:
        'The report of a finished investigation in Markdown: root cause, evidence, what to do. Credentials and personal data are masked.',
      inputSchema: { run: z.string().min(1).describe('id of the run, or enough of its beginning') },
      annotations: readOnly,
    },
    ({ run }) =>
      say(async () => {
        const found = await findRun(engine, run)
        const analysis = analysisOf(found)
        return analysis ? renderMarkdown(maskShown(analysis)) : `The run is ${found.status} and holds no analysis.`
      }),
  )
  server.registerTool(
    'search_findings',
    {
      description:
        'Search what specialists found, in all runs: by words, by component. Each with its run, strength and citations.',
      inputSchema: {
        text: z.string().max(200).default(''),
        component: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(MOST).default(20),
      },
      annotations: readOnly,
    },
    ({ text, component, limit }) =>
      say(async () => {
        const words = text.toLowerCase()
        const kept = await store.findings.list({ limit: 1_000, ...(component !== undefined && { component }) })
        const found = kept.filter(({ finding }) =>
          `${finding.summary} ${finding.citations.map(({ quote }) => quote).join(' ')}`.toLowerCase().includes(words),
        )
        return (
          found
            .slice(0, limit)
            .map(
              ({ run, finding }) =>
                `${run} ${finding.agent} ${finding.component} (${finding.cause}, strength ${finding.strength}): ${finding.summary}\n${finding.citations
                  .slice(0, 3)
                  .map(({ source, line, quote }) => `  ${source}:${line ?? ''} ${quote}`)
                  .join('\n')}`,
            )
            .join('\n') || 'Nothing was found that is like that.'
        )
      }),
  )
  server.registerTool(
    'ask',
    {
      description:
        'Answer an on-call question from runbooks and earlier incidents, by code, with where each line stands.',
      inputSchema: { question: z.string().min(1).max(2_000) },
      annotations: readOnly,
    },
    ({ question }) => say(async () => renderAnswer(await askOn(platform, question), { width: WIDTH, color: false })),
  )
  server.registerTool(
    'list_approvals',
    {
      description:
        'What waits for a person. A person approves: in the console, in Slack, or with `watchfloor approve`.',
      inputSchema: {},
      annotations: readOnly,
    },
    () =>
      say(async () => {
        const waiting = await store.approvals.list({ status: 'pending', limit: MOST })
        return (
          waiting
            .map(({ id, title, risk, requestedBy }) => `${id} ${title} (risk ${risk}, asked by ${requestedBy})`)
            .join('\n') || 'Nothing waits.'
        )
      }),
  )
  return server
}

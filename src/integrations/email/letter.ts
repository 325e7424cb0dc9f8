import type { Action, Analysis, Hypothesis } from '../../core/analysis.ts'
import type { Notice } from '../../core/notifier.ts'
import { orderedActions } from '../../core/ordered-actions.ts'

/** What a mail says, before it is text and HTML. Nothing in it can be a link or a header. */
export interface Letter {
  subject: string
  parts: readonly LetterPart[]
}

export interface LetterPart {
  heading?: string
  /** Each is a paragraph; an empty one is left out. */
  lines: readonly string[]
  /** Below the lines, each with a dot. */
  items?: readonly string[]
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu
const LONGEST_SUBJECT = 150
const MOST_CITED = 5
const MOST_STEPS = 8

/** One line of others' words. Readers of mail make links of what looks like one: a character of no width parts it. */
function plain(text: string, most = 500): string {
  const line = text.slice(0, most).replace(UNSEEN, ' ').trim()
  return line.replace(/:(?=\/\/)|www(?=\.)|@(?=\w)/gi, '$&\u200B')
}

export function letterOf(notice: Notice): Letter {
  switch (notice.kind) {
    case 'analysis':
      return analysisLetter(notice.analysis, notice.run)
    case 'approval': {
      const { approval, title, summary, risk, requestedBy, expiresAt } = notice
      return {
        subject: subject(`Approval needed: ${title}`),
        parts: [
          { lines: [plain(title), plain(summary, 1_500)] },
          {
            lines: [
              `Risk: ${plain(risk)}. Asked by ${plain(requestedBy)}. Until ${new Date(expiresAt).toISOString()}.`,
              `Decide in the console, or with: watchfloor approve ${plain(approval)}`,
            ],
          },
        ],
      }
    }
    case 'failed':
      return {
        subject: subject(`Not investigated: ${notice.title}`),
        parts: [{ lines: [plain(notice.title), plain(notice.why), `Run ${plain(notice.run)}.`] }],
      }
    case 'remedied':
      return {
        subject: subject(`${notice.title}: ${notice.status}`),
        parts: [
          {
            lines: [
              `${plain(notice.title)}: ${plain(notice.status)}`,
              plain(notice.detail),
              `Run ${plain(notice.run)}.`,
            ],
          },
        ],
      }
    case 'daily':
      return {
        subject: subject(notice.title),
        parts: [{ lines: notice.text.split('\n').map((line) => plain(line, 500)) }],
      }
    case 'resolved':
      return {
        subject: subject(`Resolved: ${notice.title}`),
        parts: [{ lines: [`All alerts of this incident are resolved: ${plain(notice.title)}`] }],
      }
  }
}

function subject(text: string): string {
  return plain(text, LONGEST_SUBJECT)
}

function analysisLetter({ severity, title, headline, hypotheses, actions, impact }: Analysis, run: string): Letter {
  const steps = orderedActions({ actions }).slice(0, MOST_STEPS)
  return {
    subject: subject(`${severity} ${title}`),
    parts: [
      { lines: [plain(headline, 1_000), ...(steps[0] ? [`First: ${plain(steps[0].title)}`] : [])] },
      ...hypotheses.slice(0, 2).map(why),
      ...(steps.length > 0 ? [{ heading: 'What to do', lines: [], items: steps.map(step) }] : []),
      ...(impact.summary === '' ? [] : [{ heading: 'Impact', lines: [plain(impact.summary)] }]),
      { lines: [`Run ${plain(run)}. The whole report is in the console.`] },
    ],
  }
}

function why({ component, cause, confidence, summary, evidence }: Hypothesis): LetterPart {
  return {
    heading: `${plain(component, 200)}: ${plain(cause, 100)}, ${Math.round(confidence * 100)}%`,
    lines: [plain(summary)],
    items: evidence
      .slice(0, MOST_CITED)
      .map(
        ({ source, line, quote }) =>
          `${plain(`${source}${line === undefined ? '' : `:${line}`}`)} ${plain(quote, 200)}`,
      ),
  }
}

function step({ title, kind, risk, command }: Action): string {
  const typed = command ? `: ${plain(command.join(' '), 300)}` : ''
  return `${plain(title)} (${kind}, risk ${risk})${typed}`
}

const WIDTH = 100

/** As text/plain. */
export function asText({ parts }: Letter): string {
  const blocks = parts.map(({ heading, lines, items = [] }) =>
    [
      ...(heading === undefined ? [] : [heading, '-'.repeat(Math.min(heading.length, WIDTH))]),
      ...lines.filter((line) => line !== ''),
      ...items.map((item) => `- ${item}`),
    ].join('\n'),
  )
  return `${blocks.join('\n\n')}\n`
}

/** As text/html, without anything that is loaded or can be followed. */
export function asHtml({ subject: title, parts }: Letter): string {
  const blocks = parts.map(({ heading, lines, items = [] }) =>
    [
      ...(heading === undefined ? [] : [`<h2 style="font-size:1.1em;margin:1.2em 0 .4em">${escaped(heading)}</h2>`]),
      ...lines.filter((line) => line !== '').map((line) => `<p style="margin:.4em 0">${escaped(line)}</p>`),
      ...(items.length > 0 ? [`<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}</ul>`] : []),
    ].join('\n'),
  )
  const body = `<body style="font-family:sans-serif;line-height:1.4;max-width:48em">\n${blocks.join('\n')}\n</body>`
  return `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escaped(title)}</title></head>\n${body}\n</html>\n`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

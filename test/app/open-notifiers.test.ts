import { describe, expect, it } from 'vitest'
import { liveSources } from '../../src/app/live-sources.ts'
import { openNotifiers } from '../../src/app/notifiers.ts'

const GITHUB = { WATCHFLOOR_GITHUB_TOKEN: 't', WATCHFLOOR_GITHUB_ISSUES: 'acme/shop' }
const EMAIL = {
  WATCHFLOOR_SMTP_URL: 'smtps://me:secret@mail.example.org',
  WATCHFLOOR_EMAIL_FROM: 'Watchfloor <watchfloor@example.org>',
  WATCHFLOOR_EMAIL_TO: 'ops@example.org, Lead <lead@example.org>',
}
const severities = (['P1', 'P2', 'P3', 'P4'] as const).map((severity) => ({ kind: 'analysis', analysis: { severity } }))

describe('who is told, as the environment has it', () => {
  it('is nobody without any, and everybody who is named whole', async () => {
    expect(await openNotifiers({})).toEqual([])
    const opened = await openNotifiers({ ...GITHUB, ...EMAIL })
    expect(opened.map(({ channel }) => channel)).toEqual(['github', 'email'])
  })

  it('is told of P1 and P2, or of what a variable says', async () => {
    const wanted = async (environment: NodeJS.ProcessEnv) =>
      (await openNotifiers(environment)).map(({ wants }) => severities.filter((one) => wants(one as never)).length)
    expect(await wanted({ ...GITHUB, ...EMAIL })).toEqual([2, 2])
    const more = { WATCHFLOOR_GITHUB_ISSUES_FROM: 'P3', WATCHFLOOR_EMAIL_LEAST_SEVERITY: 'p4' }
    expect(await wanted({ ...GITHUB, ...EMAIL, ...more })).toEqual([3, 4])
  })

  it.each([
    [{ WATCHFLOOR_GITHUB_ISSUES: 'acme/shop' }, 'WATCHFLOOR_GITHUB_TOKEN is not'],
    [{ ...GITHUB, WATCHFLOOR_GITHUB_ISSUES: 'acme' }, 'no name of a repository'],
    [{ ...GITHUB, WATCHFLOOR_GITHUB_URL: 'github.example.org' }, 'WATCHFLOOR_GITHUB_URL must be a URL'],
    [{ ...GITHUB, WATCHFLOOR_GITHUB_ISSUES_FROM: 'high' }, 'WATCHFLOOR_GITHUB_ISSUES_FROM: "high" is no severity'],
    [{ ...EMAIL, WATCHFLOOR_SMTP_URL: 'mail.example.org' }, 'WATCHFLOOR_SMTP_URL is no address'],
    [{ ...EMAIL, WATCHFLOOR_EMAIL_FROM: '' }, 'WATCHFLOOR_EMAIL_FROM'],
    [{ ...EMAIL, WATCHFLOOR_EMAIL_TO: 'ops@example.org,' }, 'WATCHFLOOR_EMAIL_TO'],
  ])('is a fault for what is half given: %j', async (environment, message) => {
    await expect(openNotifiers(environment)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    })
  })
})

describe('where evidence comes from, as the environment has it', () => {
  it('is the cluster and the repositories that are named', () => {
    const { sources } = liveSources({
      WATCHFLOOR_KUBE_CONTEXT: 'in-cluster',
      WATCHFLOOR_GITHUB_TOKEN: 't',
      WATCHFLOOR_GITHUB_REPOSITORIES: 'acme/shop, acme/cart',
    })
    expect(sources.map(({ name }) => name)).toEqual(['Kubernetes', 'GitHub'])
    expect(() => liveSources({ WATCHFLOOR_GITHUB_REPOSITORIES: 'acme/shop' })).toThrow('WATCHFLOOR_GITHUB_TOKEN is not')
  })
})

import { describe, expect, it } from 'vitest'
import { githubApi, TOKEN } from '../../stand-ins/github-api.ts'
import { openApiChecks } from '../../stand-ins/openapi-checks.ts'

const checks = openApiChecks('test/stand-ins/github-schema.json')
const PATH = '/repos/acme/shop'

describe('what GitHub published of its API', () => {
  it.each([
    ['GET', `${PATH}/issues?state=open&per_page=5`, undefined, []],
    ['GET', `${PATH}/issues?state=opened`, undefined, ['state must be equal to one of the allowed values']],
    ['GET', `${PATH}/issues?per_page=many`, undefined, ['per_page must be integer']],
    ['GET', `${PATH}/issues?lable=incident`, undefined, ['there is no parameter lable']],
    ['POST', `${PATH}/issues`, { body: 'x' }, ["body must have required property 'title'"]],
    ['POST', `${PATH}/issues`, { title: 'x', labls: [] }, ['the body has an unknown labls']],
    ['PUT', `${PATH}/issues`, {}, ['there is no such operation']],
    ['POST', `${PATH}/check-runs`, { name: 'review', head_sha: 'abc', status: 'completed', conclusion: 'neutral' }, []],
    ['DELETE', `${PATH}/pulls/comments/7`, undefined, []],
  ])('judges %s %s with %j', (method, url, body, faults) => {
    expect(checks.request(method, url, body).faults).toEqual(faults)
  })

  it('judges answers', () => {
    const issue = checks.make('issue', { number: 1, body: 'x' })
    expect(checks.answer('issues/create', 201, issue)).toEqual([])
    expect(checks.answer('issues/create', 201, { ...issue, number: 'one' })).toContain('answer/number must be integer')
    expect(checks.answer('issues/create', 418, issue)).toEqual(['418 is not among its answers'])
    expect(checks.answer('pulls/delete-review-comment', 204, undefined)).toEqual([])
  })

  it('ends a test that spoke otherwise', async () => {
    const github = await githubApi()
    await fetch(`${github.url}${PATH}/issues?lable=incident`, { headers: { authorization: `Bearer ${TOKEN}` } })
    await expect(github.close()).rejects.toThrow('there is no parameter lable')
  })
})

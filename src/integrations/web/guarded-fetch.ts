import { lookup as resolveName } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { WatchfloorFault } from '../../core/fault.ts'

/** Where what others name may be fetched from. */
export interface FetchRules {
  /** Names, or `*.name` for what is below it; nothing else is asked, whatever it resolves to. */
  hosts: readonly string[]
  /** Of those, the ones that may lie on this machine or in a private network. */
  privateHosts: readonly string[]
  /** Bytes, and milliseconds for all of it. */
  most?: number
  timeout?: number
}

const MOST = 64 * 1024 * 1024
const TIMEOUT = 30_000
const REDIRECTS = 3

/**
 * Fetches a URL that somebody else has named. The address that is connected to is the one that was checked: a name that resolves to another the second
 * time, or a redirect to inside, gains nothing. Throws a fault `invalid-input` for what is not allowed, `unavailable` for what could not be had.
 */
export async function guardedFetch(
  url: string,
  rules: FetchRules,
  signal: AbortSignal,
): Promise<{ text: string; type: string }> {
  const late = AbortSignal.timeout(rules.timeout ?? TIMEOUT)
  const until = AbortSignal.any([signal, late])
  let target = allowedUrl(url, rules)
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const response = await ask(target, rules, until).catch((thrown: unknown) => {
      signal.throwIfAborted()
      if (thrown instanceof WatchfloorFault) throw thrown
      throw unavailable(target, late.aborted ? 'it took too long' : String((thrown as Error).message ?? thrown))
    })
    const { statusCode = 0, headers } = response
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      response.destroy()
      target = allowedUrl(URL.parse(headers.location, target)?.href ?? '', rules)
      continue
    }
    if (statusCode !== 200) {
      response.destroy()
      throw unavailable(target, `it answered ${statusCode}`)
    }
    const text = await bounded(response, rules.most ?? MOST, target).catch((thrown: unknown) => {
      signal.throwIfAborted()
      if (thrown instanceof WatchfloorFault) throw thrown
      throw unavailable(target, late.aborted ? 'it took too long' : 'it broke off')
    })
    return { text, type: headers['content-type'] ?? '' }
  }
  throw unavailable(target, 'it sent us on too often')
}

function unavailable({ host }: URL, why: string): WatchfloorFault {
  return new WatchfloorFault('unavailable', `${host}: ${why}.`, { hint: 'Is the address right, and the host up?' })
}

function refused(why: string): WatchfloorFault {
  return new WatchfloorFault('invalid-input', why, {
    hint: 'WATCHFLOOR_ALLOWED_HOSTS names what may be fetched, WATCHFLOOR_ALLOWED_PRIVATE_HOSTS what of it may be inside.',
  })
}

/** Throws a fault `invalid-input` for an address that is not on the list. */
function allowedUrl(text: string, { hosts, privateHosts }: FetchRules): URL {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw refused('That is no address of the web.')
  if (url.username !== '' || url.password !== '') throw refused('An address may not hold credentials.')
  if (![...hosts, ...privateHosts].some((host) => isHost(url.hostname, host)))
    throw refused(`${url.hostname} is not on the list.`)
  return url
}

function isHost(name: string, allowed: string): boolean {
  const [own, rule] = [name.toLowerCase().replace(/\.$/, ''), allowed.toLowerCase()]
  return rule.startsWith('*.') ? own.endsWith(rule.slice(1)) && own.length > rule.length - 1 : own === rule
}

/** Loopback, link-local, private, and all else that is not of the public network. */
export function isInside(address: string): boolean {
  // An IPv4 address in the clothes of an IPv6 one is what it is.
  // One public address is inside a large cloud: that of its platform for every machine in it.
  return ipaddr.process(address).range() !== 'unicast' || address === '168.63.129.16'
}

function ask(url: URL, { privateHosts }: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  const mayBeInside = privateHosts.some((host) => isHost(url.hostname, host))
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) !== 0 && isInside(literal) && !mayBeInside) throw refused(`${url.hostname} lies inside.`)
  const lookup: LookupFunction = (name, options, done) => {
    resolveName(name, { ...options, all: true }, (fault, addresses) => {
      if (fault) return done(fault, '', 0)
      const outside = addresses.filter(({ address }) => mayBeInside || !isInside(address))
      // One address inside is enough to refuse it: who mixes them means us no good.
      const [first] = outside
      if (!first || outside.length < addresses.length) return done(refused(`${name} lies inside.`), '', 0)
      if (options.all) return done(null, outside as never, 0)
      done(null, first.address, first.family)
    })
  }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      { lookup, signal, agent: false, headers: { accept: '*/*' } },
      resolve,
    )
    request.once('error', reject)
    request.once('upgrade', (_response, socket) => {
      socket.destroy()
      reject(new Error('it changed the protocol'))
    })
    // Whatever else ends it: after an answer this says nothing any more.
    request.once('close', () => reject(new Error('it closed the connection')))
    request.end()
  })
}

async function bounded(response: IncomingMessage, most: number, url: URL): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.byteLength
    if (bytes > most) throw unavailable(url, `it is larger than ${Math.round(most / 1024 / 1024)} MB`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

import { isPlaceholder, isStandInPassword } from './placeholder.ts'
import { decoded, matchAt, type Spot, spotted } from './spot.ts'

const BASIC = { id: 'basic-login', what: 'login of basic authentication' }
const BASIC_FORM = /(?<![A-Za-z0-9])Basic[ \t]{1,2}([A-Za-z0-9+/]{8,1000}={0,2})(?![A-Za-z0-9+/])/y

/** `Authorization: Basic …` with what decodes to a login. */
export const basicLogins: Spot = {
  words: ['Basic '],
  exact: true,
  find: (text, at) => {
    const found = matchAt(BASIC_FORM, text, at)
    const login = found === undefined ? undefined : decoded(found[1] ?? '')
    if (found === undefined || login === undefined || !/^[\x20-\x7e]{1,200}:[\x20-\x7e]{1,300}$/.test(login))
      return undefined
    const password = login.slice(login.indexOf(':') + 1)
    const user = login.slice(0, login.indexOf(':'))
    const isManual = isPlaceholder(found[1] ?? '') || isStandInPassword(password) || user === password
    return isManual
      ? undefined
      : spotted(BASIC, at + found[0].length - (found[1]?.length ?? 0), at + found[0].length, 0.85)
  },
}

const REGISTRY = { id: 'registry-login', what: 'login of a container registry' }
const REGISTRY_FORM = /"auth\\?"\s{0,3}:\s{0,3}\\?"([A-Za-z0-9+/]{8,4000}={0,2})\\?"/y

/** The `auth` of a Docker configuration. */
export const registryLogins: Spot = {
  words: ['"auth'],
  exact: true,
  find: (text, at) => {
    const found = matchAt(REGISTRY_FORM, text, at)
    const login = found === undefined ? undefined : decoded(found[1] ?? '')
    if (found === undefined || login === undefined || !/^[\x20-\x7e]{1,200}:[\x20-\x7e]{1,3000}$/.test(login))
      return undefined
    const isManual = isStandInPassword(login.slice(login.indexOf(':') + 1))
    return isManual ? undefined : spotted(REGISTRY, at, at + found[0].length, 0.85)
  },
}

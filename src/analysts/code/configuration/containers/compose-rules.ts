import type { ConfigurationRule, TextPlace } from '../configuration-rule.ts'
import { entriesOf, entryAt, itemsOf, partAt, textOf, type YamlPart } from '../read-yaml.ts'
import { isWrittenSecret } from '../secret-names.ts'
import { isFloatingImage } from './image-name.ts'
import { servicesOf } from './read-containers.ts'

type Find = (document: YamlPart) => readonly TextPlace[]

/** An entry of every service that has such a value. */
function inServices(key: string, fits: (value: string) => boolean): Find {
  return (document) =>
    servicesOf(document).flatMap((service) => {
      const entry = entryAt(service, key)
      const value = textOf(entry?.value)
      return entry !== undefined && value !== undefined && fits(value) ? [{ line: entry.line }] : []
    })
}

/** Items of a list of every service that have such a text. */
function amongItems(key: string, fits: (value: string) => boolean): Find {
  return (document) =>
    servicesOf(document).flatMap((service) =>
      itemsOf(partAt(service, key)).flatMap((item) => {
        const text = textOf(item) ?? textOf(partAt(item, 'source'))
        return text !== undefined && fits(text) ? [{ line: item.line }] : []
      }),
    )
}

/** `environment` as a list of `NAME=value` or as a map. */
const writtenSecrets: Find = (document) =>
  servicesOf(document).flatMap((service) => {
    const environment = partAt(service, 'environment')
    const pairs = [
      ...entriesOf(environment).map(({ key, line, value }) => ({ name: key, text: textOf(value) ?? '', line })),
      ...itemsOf(environment).map((item) => {
        const [name = '', ...rest] = (textOf(item) ?? '').split('=')
        return { name, text: rest.join('='), line: item.line }
      }),
    ]
    return pairs.filter(({ name, text }) => isWrittenSecret(name, text)).map(({ line }) => ({ line }))
  })

/** What rules say of a Compose file. */
export const COMPOSE_RULES: readonly ConfigurationRule<YamlPart>[] = [
  {
    rule: 'compose/privileged-container',
    cwe: [250],
    severity: 'medium',
    confidence: 0.8,
    message: 'The container has all rights on its host, so whoever breaks into it owns the host',
    fix: 'Leave `privileged` out and add the one capability or device that is needed.',
    find: inServices('privileged', (value) => value === 'true'),
  },
  {
    rule: 'compose/docker-socket',
    cwe: [250, 668],
    severity: 'medium',
    confidence: 0.75,
    message: 'Through the socket of the container runtime the container owns its host',
    fix: 'Put a proxy in between that lets through only what is needed.',
    find: amongItems(
      'volumes',
      (value) => /(?:docker|containerd|podman)\.sock(?::|$)/.test(value) || /^\/:/.test(value),
    ),
  },
  {
    rule: 'compose/host-namespace',
    cwe: [653, 668],
    severity: 'low',
    confidence: 0.7,
    message: 'The container shares network or processes with its host',
    fix: 'Publish the ports that are needed instead.',
    find: (document) => [
      ...inServices('network_mode', (value) => value === 'host')(document),
      ...inServices('pid', (value) => value === 'host')(document),
      ...inServices('ipc', (value) => value === 'host')(document),
    ],
  },
  {
    rule: 'compose/mighty-capability',
    cwe: [250],
    severity: 'medium',
    confidence: 0.75,
    message: 'The capability, or the missing confinement, is as good as root on the host',
    fix: 'Add only the capability that is needed, and keep the default profiles.',
    find: (document) => [
      ...amongItems('cap_add', (value) => /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE)$/i.test(value))(document),
      ...amongItems('security_opt', (value) => /unconfined/.test(value))(document),
    ],
  },
  {
    rule: 'compose/written-secret',
    cwe: [798, 522],
    severity: 'low',
    confidence: 0.6,
    message: 'A credential stands in the file',
    fix: 'Take it from a variable of the environment that has to be set, or from `secrets`.',
    find: writtenSecrets,
  },
  {
    rule: 'compose/floating-image',
    cwe: [1357],
    severity: 'low',
    confidence: 0.6,
    message: 'The image changes without notice',
    fix: 'Name a version, or better a digest.',
    find: inServices('image', isFloatingImage),
  },
]

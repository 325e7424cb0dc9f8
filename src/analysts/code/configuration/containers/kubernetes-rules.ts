import type { ConfigurationRule, TextPlace } from '../configuration-rule.ts'
import { entryAt, itemsOf, partAt, textOf, textsOf, type YamlPart } from '../read-yaml.ts'
import { isWrittenSecret, secretSeverity } from '../secret-names.ts'
import { isFloatingImage } from './image-name.ts'
import { kindOf, podOf } from './read-containers.ts'

type Find = (document: YamlPart) => readonly TextPlace[]

/** An entry of every container that has such a value. */
function inContainers(path: readonly string[], fits: (value: string) => boolean): Find {
  return (document) => (podOf(document)?.containers ?? []).flatMap((one) => placeOf(one, path, fits))
}

function placeOf(part: YamlPart, path: readonly string[], fits: (value: string) => boolean): TextPlace[] {
  const entry = entryAt(partAt(part, ...path.slice(0, -1)), path.at(-1) ?? '')
  const value = textOf(entry?.value)
  return entry !== undefined && value !== undefined && fits(value) ? [{ line: entry.line }] : []
}

const isTrue = (value: string) => value === 'true'

/** Paths of the node that give the node away. */
const NODE_PATH =
  /^\/(?:$|etc(?:\/kubernetes)?\/?$|root\/?$|var\/lib\/(?:kubelet|docker)\/?$|proc\/?$)|(?:docker|containerd|crio)\.sock$/

const hostPaths: Find = (document) =>
  itemsOf(partAt(podOf(document)?.spec, 'volumes')).flatMap((volume) =>
    placeOf(volume, ['hostPath', 'path'], (path) => NODE_PATH.test(path)),
  )

const hostNamespaces: Find = (document) =>
  ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((key) => {
    const spec = podOf(document)?.spec
    return spec === undefined ? [] : placeOf(spec, [key], isTrue)
  })

const MIGHTY = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|DAC_READ_SEARCH)$/i

const capabilities: Find = (document) =>
  (podOf(document)?.containers ?? []).flatMap((one) =>
    itemsOf(partAt(one, 'securityContext', 'capabilities', 'add')).flatMap((item) =>
      MIGHTY.test(textOf(item) ?? '') ? [{ line: item.line }] : [],
    ),
  )

const writtenSecrets = (document: YamlPart) =>
  (podOf(document)?.containers ?? []).flatMap((one) =>
    itemsOf(partAt(one, 'env')).flatMap((variable) => {
      const value = partAt(variable, 'value')
      const text = textOf(value)
      if (value === undefined || text === undefined) return []
      const isSecret = isWrittenSecret(textOf(partAt(variable, 'name')) ?? '', text)
      return isSecret ? [{ line: value.line, severity: secretSeverity(text) }] : []
    }),
  )

const ROLES = new Set(['Role', 'ClusterRole'])

const wildcardRoles: Find = (document) =>
  ROLES.has(kindOf(document) ?? '')
    ? itemsOf(partAt(document, 'rules')).flatMap((rule) => {
        const isAll = ['verbs', 'resources'].every((key) => textsOf(partAt(rule, key)).includes('*'))
        return isAll ? [{ line: rule.line }] : []
      })
    : []

const STRANGERS = /^system:(?:anonymous|unauthenticated)$/

const openBindings: Find = (document) =>
  /^(?:Cluster)?RoleBinding$/.test(kindOf(document) ?? '')
    ? itemsOf(partAt(document, 'subjects')).flatMap((subject) => {
        const name = textOf(partAt(subject, 'name')) ?? ''
        const isAdmin = textOf(partAt(document, 'roleRef', 'name')) === 'cluster-admin'
        return STRANGERS.test(name) || (isAdmin && name === 'default') ? [{ line: subject.line }] : []
      })
    : []

/** What rules say of a Kubernetes object. */
export const KUBERNETES_RULES: readonly ConfigurationRule<YamlPart>[] = [
  {
    rule: 'kubernetes/privileged-container',
    cwe: [250],
    severity: 'medium',
    confidence: 0.8,
    message: 'The container has all rights on its node, so whoever breaks into it owns the node',
    fix: 'Leave `privileged` out and add the one capability that is needed.',
    find: inContainers(['securityContext', 'privileged'], isTrue),
  },
  {
    rule: 'kubernetes/host-path',
    cwe: [668, 250],
    severity: 'medium',
    confidence: 0.8,
    message: 'The container reaches files of the node by which the node can be taken over',
    fix: 'Use a volume of its own, or mount the one folder that is needed, read-only.',
    find: hostPaths,
  },
  {
    rule: 'kubernetes/host-namespace',
    cwe: [653, 668],
    severity: 'medium',
    confidence: 0.7,
    message: 'The pod shares network or processes with its node and sees what is not its own',
    fix: 'Leave `hostNetwork`, `hostPID` and `hostIPC` out.',
    find: hostNamespaces,
  },
  {
    rule: 'kubernetes/mighty-capability',
    cwe: [250],
    severity: 'medium',
    confidence: 0.8,
    message: 'The capability is as good as root on the node',
    fix: 'Drop all capabilities and add only those that are needed.',
    find: capabilities,
  },
  {
    rule: 'kubernetes/privilege-escalation',
    cwe: [250, 269],
    severity: 'low',
    confidence: 0.7,
    message: 'Programs in the container may gain more rights than they start with',
    fix: 'Set `allowPrivilegeEscalation: false`.',
    find: inContainers(['securityContext', 'allowPrivilegeEscalation'], isTrue),
  },
  {
    rule: 'kubernetes/root-user',
    cwe: [250],
    severity: 'low',
    confidence: 0.8,
    message: 'The container runs as root',
    fix: 'Set `runAsNonRoot: true` and a user other than 0.',
    find: (document) => [
      ...inContainers(['securityContext', 'runAsUser'], (user) => user === '0')(document),
      ...inContainers(['securityContext', 'runAsNonRoot'], (value) => value === 'false')(document),
    ],
  },
  {
    rule: 'kubernetes/written-secret',
    cwe: [798, 522],
    severity: 'high',
    confidence: 0.75,
    message: 'A credential stands in the manifest, where everybody who reads it has it',
    fix: 'Take it from a `Secret` with `valueFrom`, and replace what was published.',
    find: writtenSecrets,
  },
  {
    rule: 'kubernetes/wildcard-role',
    cwe: [269, 732],
    severity: 'medium',
    confidence: 0.8,
    message: 'The role may do everything with everything',
    fix: 'Name the resources and verbs that are needed.',
    find: wildcardRoles,
  },
  {
    rule: 'kubernetes/open-binding',
    cwe: [269, 284],
    severity: 'high',
    confidence: 0.85,
    message: 'Rights are given to everybody, or all rights to every pod of a namespace',
    fix: 'Bind the role to an account of its own.',
    find: openBindings,
  },
  {
    rule: 'kubernetes/floating-image',
    cwe: [1357],
    severity: 'low',
    confidence: 0.7,
    message: 'The image changes without notice, from node to node',
    fix: 'Name a version, or better a digest.',
    find: inContainers(['image'], isFloatingImage),
  },
]

import { own } from '../../../../core/own.ts'
import type { ConfigurationRule, TextPlace } from '../configuration-rule.ts'
import { attributeOf, type HclBlock, literalOf } from './read-hcl.ts'

const WORLD = /"(?:0\.0\.0\.0\/0|::\/0)"/

/** Ports by which machines and databases are administered. */
const ADMIN_PORTS = [
  22, 23, 445, 1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5601, 5984, 5985, 6379, 6443, 8500, 9200, 9300, 10250,
  11211, 27017,
]

function reachesAdmin(from: number, to: number): boolean {
  return ADMIN_PORTS.some((port) => port >= from && port <= to)
}

function numberIn(block: HclBlock, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const text = literalOf(attributeOf(block, name))
    if (text !== undefined && /^-?\d+$/.test(text)) return Number(text)
  }
  return undefined
}

/** AWS: a rule inside or beside a security group. */
function awsOpening(block: HclBlock): TextPlace[] {
  const source = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6']
    .map((name) => attributeOf(block, name))
    .find((one) => one !== undefined && WORLD.test(one.text))
  if (source === undefined) return []
  const protocol = literalOf(attributeOf(block, 'protocol') ?? attributeOf(block, 'ip_protocol'))
  const from = numberIn(block, 'from_port')
  const to = numberIn(block, 'to_port') ?? from
  const isAll = protocol === '-1' || protocol === 'all'
  return isAll || (from !== undefined && to !== undefined && reachesAdmin(from, to)) ? [{ line: source.line }] : []
}

/** `"22"`, `"20-25"`, `"*"`. */
function rangeReaches(text: string): boolean {
  if (text === '*') return true
  const [from = Number.NaN, to = from] = text.split('-').map(Number)
  return reachesAdmin(from, to)
}

function quotedIn(text: string): string[] {
  return Array.from(text.matchAll(/"([^"]*)"/g), ([, inner = '']) => inner)
}

function azureOpening(block: HclBlock): TextPlace[] {
  const value = (name: string) => literalOf(attributeOf(block, name)) ?? ''
  const source = attributeOf(block, 'source_address_prefix')
  const isOpen = /^(?:\*|0\.0\.0\.0\/0|Internet|any)$/i.test(value('source_address_prefix'))
  if (source === undefined || !isOpen || !/^inbound$/i.test(value('direction')) || !/^allow$/i.test(value('access')))
    return []
  const ports = [
    value('destination_port_range'),
    ...quotedIn(attributeOf(block, 'destination_port_ranges')?.text ?? ''),
  ]
  return ports.some((port) => port !== '' && rangeReaches(port)) ? [{ line: source.line }] : []
}

function googleOpening(block: HclBlock): TextPlace[] {
  const source = attributeOf(block, 'source_ranges')
  if (source === undefined || !WORLD.test(source.text) || literalOf(attributeOf(block, 'direction')) === 'EGRESS')
    return []
  const isReached = block.blocks.some((allow) => {
    if (allow.type !== 'allow') return false
    const ports = attributeOf(allow, 'ports')
    return ports === undefined
      ? literalOf(attributeOf(allow, 'protocol')) !== 'icmp'
      : quotedIn(ports.text).some(rangeReaches)
  })
  return isReached ? [{ line: source.line }] : []
}

type Opening = (block: HclBlock) => TextPlace[]

/** What lets in, by the type of the resource. */
const OPENINGS: Readonly<Record<string, Opening>> = {
  aws_security_group: ({ blocks }) => blocks.filter(({ type }) => type === 'ingress').flatMap(awsOpening),
  aws_default_security_group: ({ blocks }) => blocks.filter(({ type }) => type === 'ingress').flatMap(awsOpening),
  aws_security_group_rule: (block) => (literalOf(attributeOf(block, 'type')) === 'ingress' ? awsOpening(block) : []),
  aws_vpc_security_group_ingress_rule: awsOpening,
  azurerm_network_security_rule: azureOpening,
  azurerm_network_security_group: ({ blocks }) =>
    blocks.filter(({ type }) => type === 'security_rule').flatMap(azureOpening),
  google_compute_firewall: googleOpening,
}

/** Resources of a file; the first label of a resource is its type. */
export function resources(blocks: readonly HclBlock[], ...types: readonly string[]): HclBlock[] {
  return blocks.filter(
    ({ type, labels }) => type === 'resource' && (types.length === 0 || types.includes(labels[0] ?? '')),
  )
}

/** What the whole world may reach. */
export const NETWORK_RULES: readonly ConfigurationRule<readonly HclBlock[]>[] = [
  {
    rule: 'terraform/open-port',
    cwe: [284, 668],
    severity: 'medium',
    confidence: 0.85,
    message: 'Everybody on the internet reaches a port by which machines or databases are administered',
    fix: 'Let in only the addresses that need it, or go through a bastion or VPN.',
    find: (blocks) =>
      resources(blocks).flatMap((block) => {
        const type = block.labels[0] ?? ''
        return own(OPENINGS, type)?.(block) ?? []
      }),
  },
  {
    rule: 'terraform/public-database',
    cwe: [668, 284],
    severity: 'medium',
    confidence: 0.8,
    message: 'The database has an address on the internet',
    fix: 'Set `publicly_accessible = false` and reach it from inside the network.',
    find: (blocks) =>
      resources(
        blocks,
        'aws_db_instance',
        'aws_rds_cluster_instance',
        'aws_redshift_cluster',
        'aws_dms_replication_instance',
      ).flatMap((block) => settingAt(block, 'publicly_accessible', /^true$/)),
  },
]

/** Where a block sets an attribute to such a literal. */
export function settingAt(block: HclBlock, name: string, value: RegExp): TextPlace[] {
  const attribute = attributeOf(block, name)
  const text = literalOf(attribute)
  return attribute !== undefined && text !== undefined && value.test(text) ? [{ line: attribute.line }] : []
}

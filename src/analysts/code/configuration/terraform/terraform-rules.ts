import { own } from '../../../../core/own.ts'
import type { ConfigurationRule, TextPlace } from '../configuration-rule.ts'
import { isSecretName, isWrittenSecret, secretSeverity } from '../secret-names.ts'
import { NETWORK_RULES, resources, settingAt } from './network-rules.ts'
import { allBlocks, attributeOf, type HclBlock, literalOf } from './read-hcl.ts'

type Blocks = readonly HclBlock[]

function publicBuckets(blocks: Blocks): readonly TextPlace[] {
  return [
    ...resources(blocks, 'aws_s3_bucket', 'aws_s3_bucket_acl').flatMap((block) =>
      settingAt(block, 'acl', /^public-read/),
    ),
    ...resources(blocks, 'aws_s3_bucket_public_access_block').flatMap((block) =>
      ['block_public_acls', 'block_public_policy', 'restrict_public_buckets', 'ignore_public_acls']
        .flatMap((name) => settingAt(block, name, /^false$/))
        .slice(0, 1),
    ),
    ...resources(blocks, 'google_storage_bucket_iam_member', 'google_storage_bucket_access_control').flatMap((block) =>
      ['member', 'entity'].flatMap((name) => settingAt(block, name, /^all(?:Authenticated)?Users$/)),
    ),
    ...resources(blocks, 'azurerm_storage_container').flatMap((block) =>
      settingAt(block, 'container_access_type', /^(?:blob|container)$/),
    ),
  ]
}

/** Attributes that encrypt what a resource keeps. */
const ENCRYPTS: Readonly<Record<string, string>> = {
  aws_ebs_volume: 'encrypted',
  aws_efs_file_system: 'encrypted',
  aws_db_instance: 'storage_encrypted',
  aws_rds_cluster: 'storage_encrypted',
  aws_redshift_cluster: 'encrypted',
  aws_docdb_cluster: 'storage_encrypted',
  aws_neptune_cluster: 'storage_encrypted',
  aws_elasticache_replication_group: 'at_rest_encryption_enabled',
}

function unencrypted(blocks: Blocks): readonly TextPlace[] {
  return resources(blocks).flatMap((block) => {
    const type = block.labels[0] ?? ''
    const name = own(ENCRYPTS, type)
    if (name === undefined) return []
    if (attributeOf(block, name) === undefined && attributeOf(block, 'kms_key_id') === undefined) {
      const isCopy = ['snapshot_identifier', 'replicate_source_db', 'snapshot_id'].some((one) =>
        attributeOf(block, one),
      )
      return isCopy ? [] : [{ line: block.line }]
    }
    return settingAt(block, name, /^false$/).map((place) => ({ ...place, severity: 'medium' as const }))
  })
}

/** `actions = ["*"]` on `resources = ["*"]` in a policy document. */
function wildcardStatements(blocks: Blocks): readonly TextPlace[] {
  const statements = blocks
    .filter(({ type, labels }) => type === 'data' && labels[0] === 'aws_iam_policy_document')
    .flatMap((block) => block.blocks.filter(({ type }) => type === 'statement'))
  return statements
    .filter((block) => literalOf(attributeOf(block, 'effect')) !== 'Deny')
    .filter((block) =>
      ['actions', 'resources'].every((name) =>
        /^\[\s*"(?:\*|\*:\*)"\s*,?\s*\]$/.test(attributeOf(block, name)?.text ?? ''),
      ),
    )
    .map(({ line }) => ({ line }))
}

/** The same as JSON, written out or through `jsonencode`. */
function wildcardPolicies(blocks: Blocks): readonly TextPlace[] {
  return allBlocks(blocks).flatMap(({ attributes }) =>
    attributes
      .filter(({ name }) => /^(?:policy|inline_policy|assume_role_policy)$/.test(name))
      .flatMap(({ text, line }) => {
        const parts = text.split(/(?<=\})\s*,\s*(?=\{)/)
        const isAll = parts.some(
          (part) =>
            every(part, 'Action', '\\*') && every(part, 'Resource', '\\*') && !/Effect"?\s*[=:]\s*"Deny"/.test(part),
        )
        return isAll ? [{ line }] : []
      }),
  )
}

function every(text: string, key: string, value: string): boolean {
  return new RegExp(`\\b${key}"?\\s*[=:]\\s*\\[?\\s*"${value}"`).test(text)
}

function writtenSecrets(blocks: Blocks) {
  const inResources = allBlocks(
    blocks.filter(({ type }) => type === 'resource' || type === 'provider' || type === 'module'),
  )
  const given = inResources.flatMap(({ attributes }) =>
    attributes
      .map((one) => ({ name: one.name, line: one.line, value: literalOf(one) ?? '' }))
      .filter(({ name, value }) => isWrittenSecret(name, value))
      .map(({ line, value }) => ({ line, severity: secretSeverity(value) })),
  )
  const byDefault = blocks
    .filter(({ type, labels }) => type === 'variable' && isSecretName(labels[0] ?? ''))
    .flatMap((block) => settingAt(block, 'default', /^(?!true$|false$|\d{0,4}$|change|your|<).+/i))
    .map((place) => ({ ...place, severity: 'low' as const }))
  return [...given, ...byDefault]
}

/** What rules say of a file of Terraform. */
export const TERRAFORM_RULES: readonly ConfigurationRule<Blocks>[] = [
  ...NETWORK_RULES,
  {
    rule: 'terraform/public-bucket',
    cwe: [732, 284],
    severity: 'medium',
    confidence: 0.8,
    message: 'Everybody on the internet may read what is kept there',
    fix: 'Keep it private, and publish through a distribution where that is meant.',
    find: publicBuckets,
  },
  {
    rule: 'terraform/unencrypted-storage',
    cwe: [311],
    severity: 'low',
    confidence: 0.6,
    message: 'What is kept there is not encrypted',
    fix: 'Switch the encryption of the storage on.',
    find: unencrypted,
  },
  {
    rule: 'terraform/wildcard-policy',
    cwe: [269, 732],
    severity: 'medium',
    confidence: 0.85,
    message: 'The policy allows everything on everything',
    fix: 'Name the actions and resources that are needed.',
    find: (blocks) => [...wildcardStatements(blocks), ...wildcardPolicies(blocks)],
  },
  {
    rule: 'terraform/written-secret',
    cwe: [798, 522],
    severity: 'high',
    confidence: 0.75,
    message: 'A credential stands in the configuration, and in the state of everybody who applies it',
    fix: 'Read it from a store of secrets, and replace what was published.',
    find: writtenSecrets,
  },
  {
    rule: 'terraform/unchecked-certificate',
    cwe: [295],
    severity: 'medium',
    confidence: 0.8,
    message: 'The certificate of the other side is not checked, so anybody in between can read and change what is sent',
    fix: 'Check it; give the certificate of a private authority.',
    find: (blocks) =>
      allBlocks(blocks).flatMap((block) =>
        [
          'insecure',
          'skip_tls_verify',
          'tls_skip_verify',
          'allow_unverified_ssl',
          'insecure_skip_verify',
          'insecure_skip_tls_verify',
        ].flatMap((name) => settingAt(block, name, /^true$/)),
      ),
  },
  {
    rule: 'terraform/old-tls',
    cwe: [327, 326],
    severity: 'medium',
    confidence: 0.8,
    message: 'TLS before 1.2 is broken and still allowed',
    fix: 'Demand TLS 1.2 or later.',
    find: (blocks) =>
      allBlocks(blocks).flatMap((block) =>
        [
          'minimum_protocol_version',
          'min_tls_version',
          'minimum_tls_version',
          'security_policy',
          'min_protocol_version',
        ].flatMap((name) =>
          settingAt(block, name, /^(?:SSLv3|TLSv1(?:_2016|\.1_2016|\.0|\.1)?|TLS_?1[._][01]|TLS10|TLS11|1\.[01])$/i),
        ),
      ),
  },
]

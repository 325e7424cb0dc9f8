import type { ConfigurationRule, TextPlace } from '../configuration-rule.ts'
import { isFloatingImage } from '../containers/image-name.ts'
import { isWrittenSecret, secretSeverity } from '../secret-names.ts'
import type { Dockerfile, Instruction } from './read-dockerfile.ts'

/** Instructions with a keyword whose text matches. */
function matching(keywords: readonly string[], pattern: RegExp): (file: Dockerfile) => readonly TextPlace[] {
  return ({ instructions }) =>
    instructions.filter(({ keyword, text }) => keywords.includes(keyword) && pattern.test(text))
}

const ROOT = /^(?:root|0)(?::|$)/i
const UNPRIVILEGED = /nonroot|non-root|rootless|unprivileged|:.*-user\b/i

/** The image that is run has no user but root. */
function runsAsRoot({ stages }: Dockerfile): readonly TextPlace[] {
  const last = stages.at(-1)
  if (last === undefined || UNPRIVILEGED.test(last.image)) return []
  if (!last.instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')) return []
  const inherited = stages.find(({ name }) => name !== '' && name === last.image.toLowerCase())
  const users = [...(inherited?.instructions ?? []), ...last.instructions].filter(({ keyword }) => keyword === 'USER')
  const user = users.at(-1)
  if (user === undefined) return last.image.includes('$') ? [] : [last.from]
  return ROOT.test(user.text) ? [user] : []
}

function floatingImages({ stages }: Dockerfile): readonly TextPlace[] {
  const names = new Set(stages.map(({ name }) => name))
  return stages
    .filter(({ image }) => !names.has(image.toLowerCase()) && image !== 'scratch' && isFloatingImage(image))
    .map(({ from }) => from)
}

/** `ENV A=b C="d"`, `ENV A b` and `ARG A=b` as names with values. */
function assignments({ text }: Instruction): [string, string][] {
  const pairs = Array.from(
    text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g),
    ([, name = '', value = '']) => [name, value] as [string, string],
  )
  const [name = '', ...rest] = text.split(/\s+/)
  return pairs.length > 0 ? pairs : [[name, rest.join(' ')]]
}

function writtenSecrets({ instructions }: Dockerfile) {
  return instructions.flatMap((one) => {
    if (one.keyword !== 'ENV' && one.keyword !== 'ARG') return []
    const secret = assignments(one).find(([name, value]) => isWrittenSecret(name, value))
    return secret === undefined ? [] : [{ line: one.line, endLine: one.endLine, severity: secretSeverity(secret[1]) }]
  })
}

const INTO_SHELL = String.raw`\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:/bin/)?(?:ba|z|da)?sh\b`

/** What rules say of a Dockerfile. */
export const DOCKERFILE_RULES: readonly ConfigurationRule<Dockerfile>[] = [
  {
    rule: 'docker/root-user',
    cwe: [250],
    severity: 'low',
    confidence: 0.7,
    message: 'The container runs as root, so whoever breaks into the program owns the container',
    fix: 'Create a user without rights and switch to it with `USER` before the command.',
    find: runsAsRoot,
  },
  {
    rule: 'docker/floating-image',
    cwe: [1357, 829],
    severity: 'low',
    confidence: 0.7,
    message: 'The image that it builds on changes without notice',
    fix: 'Name a version, or better a digest.',
    find: floatingImages,
  },
  {
    rule: 'docker/secret-in-image',
    cwe: [798, 522, 526],
    severity: 'high',
    confidence: 0.75,
    message: 'A credential becomes part of the image, where everybody who can pull the image reads it',
    fix: 'Hand it over when the container starts, or to the build with `RUN --mount=type=secret`; replace what was published.',
    find: writtenSecrets,
  },
  {
    rule: 'docker/secret-file-copied',
    cwe: [538, 522],
    severity: 'low',
    confidence: 0.7,
    message: 'A file with credentials is copied into the image',
    fix: 'Leave it out with `.dockerignore`, and mount it when the container starts.',
    find: matching(
      ['COPY', 'ADD'],
      /(?:^|[\s/"])(?:\.env(?:\.(?:local|production|prod))?|id_(?:rsa|ed25519|ecdsa)|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.aws(?:\/credentials)?|(?![\w.-]*(?:gpg|pub|apt|archive|signing))[\w.-]+\.(?:pfx|p12|key))(?=[\s",])/,
    ),
  },
  {
    rule: 'docker/piped-script',
    cwe: [494],
    severity: 'low',
    confidence: 0.6,
    message: 'A script is fetched and run without anybody having looked at it',
    fix: 'Fetch a fixed version, compare its checksum, and run it then.',
    find: matching(['RUN'], new RegExp(String.raw`\b(?:curl|wget)\b(?![^|;&]*\bhttp:)[^|;&]*${INTO_SHELL}`)),
  },
  {
    rule: 'docker/plain-download',
    cwe: [494, 319],
    severity: 'medium',
    confidence: 0.7,
    message: 'What is fetched over plain HTTP and run can be changed on the way',
    fix: 'Fetch it over HTTPS and compare its checksum.',
    find: matching(
      ['RUN'],
      new RegExp(String.raw`\b(?:curl|wget)\b[^|;&]*\bhttp://(?!localhost|127\.)[^|;&]*${INTO_SHELL}`),
    ),
  },
  {
    rule: 'docker/unchecked-download',
    cwe: [295],
    severity: 'medium',
    confidence: 0.8,
    message: 'The certificate of the other side is not checked, so anybody in between can put in something else',
    fix: 'Check certificates; add the authority of a private server to those that are trusted.',
    find: matching(
      ['RUN', 'ENV'],
      /\bcurl(?=\s)[^|;&]*?\s(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure)(?=\s|$)|--no-check-certificate\b|\bstrict-ssl\s*[= ]\s*"?false|NODE_TLS_REJECT_UNAUTHORIZED\s*=?\s*"?0|GIT_SSL_NO_VERIFY\s*=?\s*"?(?:1|true)|http\.sslVerify\s*=?\s*"?false|--trusted-host\b|PYTHONHTTPSVERIFY\s*=?\s*"?0/,
    ),
  },
  {
    rule: 'docker/unsigned-packages',
    cwe: [347],
    severity: 'medium',
    confidence: 0.85,
    message: 'Packages are installed whose signature is not checked',
    fix: 'Install from repositories whose key is known.',
    find: matching(
      ['RUN'],
      /--allow-unauthenticated\b|--allow-untrusted\b|--force-yes\b|--no-gpg-check\b|--nogpgcheck\b|\[\s*trusted=yes/,
    ),
  },
  {
    rule: 'docker/added-address',
    cwe: [494],
    severity: 'low',
    confidence: 0.6,
    message: 'What is added from an address is not compared with anything',
    fix: 'Give `--checksum`, or fetch and compare it in a `RUN`.',
    find: matching(['ADD'], /^(?!.*--checksum)(?:--\S+\s+)*https?:\/\//),
  },
  {
    rule: 'docker/open-permissions',
    cwe: [732],
    severity: 'low',
    confidence: 0.7,
    message: 'Everybody in the container may write there',
    fix: 'Give the file to the user that needs it with `--chown`.',
    find: matching(['RUN', 'COPY', 'ADD'], /\bchmod\s+(?:-\S+\s+)*(?:0?777|a\+rwx|ugo\+rwx)\b|--chmod=0?777\b/),
  },
]

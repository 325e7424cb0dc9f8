import { expressionRule, looksRandom, type MaskRule } from './mask-rule.ts'

/** `Basic` is also an English word: only what decodes to `user:password` is a credential. */
function isBasicCredential(value: string): boolean {
  try {
    return atob(value).includes(':')
  } catch {
    return false
  }
}

/**
 * Credentials that are known by their own shape, wherever they stand. Prefixes and lengths are those that the providers
 * document for secret scanning.
 */
const PROVIDER_KEYS = [
  '(?:AKIA|ASIA)[0-9A-Z]{16}',
  'gh[pousr]_[A-Za-z0-9]{30,255}',
  'github_pat_[A-Za-z0-9_]{30,255}',
  'glpat-[A-Za-z0-9_-]{20,64}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,250}',
  'xapp-[A-Za-z0-9-]{20,250}',
  '[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}',
  'whsec_[A-Za-z0-9+/=]{16,250}',
  'AIza[0-9A-Za-z_-]{35}',
  'GOCSPX-[A-Za-z0-9_-]{20,64}',
  'ya29\\.[A-Za-z0-9_-]{20,500}',
  'sk-(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9_-]{20,250}',
  'npm_[A-Za-z0-9]{36}',
  'pypi-[A-Za-z0-9_-]{40,250}',
  'dckr_pat_[A-Za-z0-9_-]{20,64}',
  'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}',
  'hf_[A-Za-z0-9]{30,64}',
  'hv[sb]\\.[A-Za-z0-9_-]{20,250}',
  'do[opr]_v1_[0-9a-f]{64}',
  'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}',
  'glsa_[A-Za-z0-9_]{30,64}',
  'sq0(?:atp|csp)-[A-Za-z0-9_-]{20,64}',
  'AGE-SECRET-KEY-1[0-9A-Z]{58}',
  '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}',
]

const KNOWN_KEY = new RegExp(`(?<![A-Za-z0-9_-])(?:${PROVIDER_KEYS.join('|')})(?![A-Za-z0-9])`, 'dg')

export const CREDENTIAL_RULES: readonly MaskRule[] = [
  // Lazy up to the end mark or the end of the text: a quote may have cut the block off.
  expressionRule(
    'key',
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/dg,
  ),
  // A line out of the middle of a PEM block: base64 of a DER sequence.
  expressionRule('key', /(?<![A-Za-z0-9+/])MI[A-Z][A-Za-z0-9+/]{61,4000}={0,2}/dg),
  expressionRule(
    'cookie',
    /(?<![A-Za-z0-9])(?:set-)?cookie\\{0,3}["']?\s?[:=]\s?\\{0,3}["']?(?<secret>[^\r\n"'\\]{1,8000})/dgi,
    (value) => value.includes('='),
  ),
  expressionRule(
    'token',
    /(?<![A-Za-z0-9])authorization\\{0,3}["']?\s?[:=]\s?\\{0,3}["']?(?:(?:Digest|AWS4-HMAC-SHA256|OAuth|Signature)\s(?<secret>[^\r\n]{4,8000})|(?:(?:Bearer|Basic|Token|ApiKey|Negotiate|NTLM)\s)?(?<secret>[^\s"'\\,;]{4,8000}))/dgi,
    (value) => /\d|[A-Z].*[a-z]|[a-z].*[A-Z]|=/.test(value),
  ),
  expressionRule('token', /(?<![A-Za-z0-9])Bearer\s{1,3}(?<secret>[A-Za-z0-9._~+/-]{8,4000}=*)/dgi, looksRandom),
  expressionRule('password', /(?<![A-Za-z0-9])Basic\s(?<secret>[A-Za-z0-9+/]{6,1000}={0,2})/dg, isBasicCredential),
  expressionRule(
    'token',
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,8000}\.[A-Za-z0-9_-]{5,8000}(?:\.[A-Za-z0-9_-]{0,8000})?/dg,
  ),
  // The same in base64, as it stands in Kubernetes secrets and kubeconfig files.
  expressionRule('key', /(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,16000}={0,2}/dg),
  // The credentials of a registry in a container configuration.
  expressionRule(
    'password',
    /["']auth\\{0,3}["']\s?:\s?\\{0,3}["'](?<secret>[A-Za-z0-9+/]{6,1000}={0,2})/dg,
    isBasicCredential,
  ),
  expressionRule('token', KNOWN_KEY),
  expressionRule('token', /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[A-Za-z0-9/_-]{20,200})/dg),
  expressionRule('token', /discord(?:app)?\.com\/api\/webhooks\/(?<secret>[0-9]{10,25}\/[A-Za-z0-9_-]{20,100})/dg),
  // The user part of an address, up to the last @ before the host.
  expressionRule('password', /:\/\/[^\s:/@'"<>]{0,128}:(?<secret>[^\s/'"<>]{1,256})@/dg),
  expressionRule(
    'password',
    /(?<!\w)curl\s(?:[^\n]{0,200}?\s)?(?:-u|--user)[\s=]["']?[^\s:'"]{1,100}:(?<secret>[^\s'"]{1,200})/dg,
  ),
]

import { createMasker } from './masker.ts'

export { maskAnalysis } from './mask-analysis.ts'

/**
 * The text without credentials (passwords, keys of known providers, tokens, private keys, cookies, user parts of
 * addresses, values behind the name of a secret) and without personal data (mail addresses, phone numbers, IBANs, payment
 * cards). Left alone are ids of traces, pods, images and commits, times, measurements and network addresses. Placeholders
 * are counted from 1 in each call and are left alone where they already stand.
 */
export function maskSecrets(text: string): string {
  return createMasker().mask(text)
}

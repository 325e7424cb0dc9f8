import type { CallRule } from '../../flow/rules.ts'

const CIPHER = {
  rule: 'java/weak-cipher',
  cwe: [327],
  severity: 'high',
  confidence: 0.9,
  message: 'Data is encrypted in a way that can be broken',
  fix: 'Use AES/GCM/NoPadding with a fresh nonce for each message.',
} as const

const HASH = {
  rule: 'java/weak-hash',
  cwe: [328],
  severity: 'medium',
  confidence: 0.85,
  message: 'A hash is used for which others with the same value can be found',
  fix: 'Use SHA-256 or better; for passwords a slow one such as Argon2 or bcrypt.',
} as const

const RANDOM = {
  rule: 'java/weak-random',
  cwe: [330],
  severity: 'low',
  confidence: 0.6,
  message: 'A random number can be predicted, and so can whatever is to be secret about it',
  fix: 'Use java.security.SecureRandom for whatever must not be guessed.',
} as const

const BROKEN = /^(?:DES|DESede|TripleDES|3DES|RC2|RC4|RC5|ARCFOUR|ARC4|Blowfish|IDEA|SEED|CAST5|Skipjack|DESX)\b/i

export const cryptographyCalls: readonly CallRule[] = [
  { ...CIPHER, calls: ['Cipher.getInstance'], where: [{ argument: { index: 0 }, constant: BROKEN }] },
  {
    ...CIPHER,
    message: 'Blocks are encrypted one by one (ECB), so equal ones show',
    calls: ['Cipher.getInstance'],
    where: [
      {
        argument: { index: 0 },
        constant: /^(?:AES(?:_\d+)?|Camellia|Twofish|Serpent|ARIA|SM4|CAST6|RC6)(?:$|\/ECB\/)/i,
      },
    ],
  },
  {
    ...CIPHER,
    cwe: [780, 327],
    confidence: 0.7,
    message: 'RSA is used without a padding that keeps texts from being guessed',
    fix: 'Use RSA/ECB/OAEPWithSHA-256AndMGF1Padding.',
    calls: ['Cipher.getInstance'],
    where: [{ argument: { index: 0 }, constant: /^RSA\/[^/]+\/NoPadding$/i }],
  },
  {
    ...CIPHER,
    calls: ['{KeyGenerator,SecretKeyFactory}.getInstance'],
    where: [{ argument: { index: 0 }, constant: BROKEN }],
  },
  {
    ...CIPHER,
    calls: ['SecretKeyFactory.getInstance', 'Cipher.getInstance'],
    where: [{ argument: { index: 0 }, constant: /^PBEWith(?:MD[25]|SHA1?And(?:DES|RC[24]|40|128BitRC))/i }],
  },
  { ...CIPHER, calls: ['{NullCipher,DESKeySpec,DESedeKeySpec,DESEngine,RC4Engine,BlowfishEngine}.new'] },
  {
    ...CIPHER,
    cwe: [326, 327],
    message: 'A key is so short that it can be found',
    fix: 'Use at least 2048 bits for RSA and DSA, 128 for AES.',
    severity: 'medium',
    calls: ['KeyPairGenerator.initialize'],
    where: [{ argument: { index: 0 }, constant: /^(?:512|768|1024)$/ }],
  },
  {
    ...HASH,
    calls: ['MessageDigest.getInstance'],
    where: [{ argument: { index: 0 }, constant: /^(?:MD2|MD4|MD5|SHA-?1|SHA|SHA0|RIPEMD128)$/i }],
  },
  {
    ...HASH,
    calls: [
      'DigestUtils.{md2,md2Hex,md5,md5Hex,sha,shaHex,sha1,sha1Hex,getMd5Digest,getMd2Digest,getSha1Digest,getShaDigest,md5DigestAsHex,md5Digest,appendMd5DigestAsHex}',
      'Hashing.{md5,sha1}',
      '{MD5Digest,MD4Digest,MD2Digest,SHA1Digest,Md5Crypt,Md4PasswordEncoder,Md5PasswordEncoder,ShaPasswordEncoder,MessageDigestPasswordEncoder}.new',
      '{NoOpPasswordEncoder.getInstance,Md5Crypt.md5Crypt}',
    ],
  },
  {
    ...HASH,
    calls: ['DigestUtils.new', 'DigestUtils.getDigest'],
    where: [{ argument: { index: 0 }, constant: /^(?:MD[245]|SHA-?1?)$/i }],
  },
  { ...HASH, calls: ['Mac.getInstance'], where: [{ argument: { index: 0 }, constant: /^HmacMD5$/i }] },
  {
    ...HASH,
    calls: ['Signature.getInstance'],
    where: [{ argument: { index: 0 }, constant: /^(?:MD[25]|SHA1?)with/i }],
  },
  {
    ...RANDOM,
    calls: [
      '{java.util.Random,Random,SplittableRandom}.new',
      'Math.random',
      'StrictMath.random',
      'ThreadLocalRandom.current',
    ],
  },
  {
    ...RANDOM,
    calls: [
      'RandomStringUtils.{random,randomAlphanumeric,randomAlphabetic,randomNumeric,randomAscii,randomGraph}',
      'RandomUtils.{nextInt,nextLong,nextBytes,nextDouble}',
    ],
  },
  {
    ...RANDOM,
    cwe: [330, 337],
    severity: 'medium',
    message: 'A secure random number generator is given a constant seed, so its numbers are known',
    fix: 'Let SecureRandom seed itself.',
    calls: ['SecureRandom.{new,setSeed}'],
    where: [{ argument: { index: 0 }, constant: /./s }],
  },
]

import type { CallRule, FlowRules } from '../../flow/rules.ts'

const HASH: Omit<CallRule, 'calls'> = {
  rule: 'go/weak-hash',
  cwe: [328, 327],
  severity: 'low',
  confidence: 0.6,
  message: 'MD5 and SHA-1 no longer keep others from finding a second text with the same hash',
  fix: 'Use SHA-256; for passwords bcrypt, scrypt or Argon2.',
}

const CIPHER: Omit<CallRule, 'calls'> = {
  rule: 'go/weak-cipher',
  cwe: [327],
  severity: 'medium',
  confidence: 0.85,
  message: 'The cipher is broken: what it hides can be read',
  fix: 'Use AES-GCM or ChaCha20-Poly1305.',
}

const KEY: Omit<CallRule, 'calls'> = {
  rule: 'go/hard-coded-key',
  cwe: [321, 798],
  severity: 'high',
  confidence: 0.8,
  message: 'The key stands in the code, so everybody who can read it has the key',
  fix: 'Take the key from a store of secrets, and replace the one that was published.',
}

const RANDOM: Omit<CallRule, 'calls'> = {
  rule: 'go/predictable-random',
  cwe: [338, 330],
  severity: 'low',
  confidence: 0.5,
  message: 'Numbers of `math/rand` can be predicted; nobody may rely on them as a secret',
  fix: 'Take `crypto/rand` for tokens, keys, passwords and identifiers.',
}

const FIRST = { index: 0 } as const
const SECOND = { index: 1 } as const

/** Ciphers, hashes, keys and chance. */
export const CRYPTOGRAPHY: Pick<FlowRules, 'calls' | 'types'> = {
  calls: [
    { ...HASH, calls: ['crypto/{md5,sha1}.{New,Sum}', 'crypto/{md4,ripemd160}.New', 'x/crypto/{md4,ripemd160}.New'] },
    {
      ...CIPHER,
      calls: [
        'crypto/des.{NewCipher,NewTripleDESCipher}',
        'crypto/rc4.NewCipher',
        'x/crypto/{blowfish,cast5,tea,xtea}.NewCipher',
      ],
    },
    {
      ...KEY,
      calls: ['crypto/aes.NewCipher', 'crypto/des.NewCipher', 'chacha20poly1305.{New,NewX}'],
      where: [{ argument: FIRST, constant: /./s }],
    },
    { ...KEY, calls: ['crypto/hmac.New'], where: [{ argument: SECOND, constant: /./s }], severity: 'medium' },
    { ...KEY, calls: ['{jwt,jwt/v4,jwt/v5}.Token.SignedString'], where: [{ argument: FIRST, constant: /./s }] },
    {
      ...KEY,
      calls: ['sessions.NewCookieStore', 'cookie.NewStore', 'securecookie.New', 'csrf.Protect'],
      where: [{ argument: FIRST, constant: /./s }],
      severity: 'medium',
    },
    {
      rule: 'go/short-key',
      cwe: [326],
      severity: 'medium',
      confidence: 0.9,
      calls: ['crypto/rsa.GenerateKey', 'crypto/rsa.GenerateMultiPrimeKey'],
      where: [{ argument: SECOND, matches: /^(?:\d{1,3}|1\d{3})$/ }],
      message: 'An RSA key below 2048 bits can be broken',
      fix: 'Generate keys of 3072 bits or more.',
    },
    {
      rule: 'go/weak-password-hash',
      cwe: [916, 328],
      severity: 'medium',
      confidence: 0.8,
      calls: ['pbkdf2.Key'],
      where: [{ argument: { index: 2 }, matches: /^\d{1,4}$/ }],
      message: 'So few rounds make the password quick to guess',
      fix: 'Use Argon2id, or at least 600,000 rounds of PBKDF2 with SHA-256.',
    },
    {
      rule: 'go/weak-password-hash',
      cwe: [916, 328],
      severity: 'medium',
      confidence: 0.7,
      calls: ['bcrypt.GenerateFromPassword'],
      where: [{ argument: SECOND, matches: /^[1-9]$/ }],
      message: 'So low a cost makes the password quick to guess',
      fix: 'Use `bcrypt.DefaultCost` or more.',
    },
    {
      ...RANDOM,
      calls: [
        'math/{rand,rand/v2}.{Int,Intn,IntN,Int31,Int31n,Int32,Int32N,Int63,Int63n,Int64,Int64N,Uint32,Uint64,Uint32N,Uint64N,UintN,N,Float32,Float64,Perm}',
        'math/{rand,rand/v2}.Rand.{Int,Intn,IntN,Int31,Int31n,Int63,Int63n,Int64,Uint32,Uint64,Float64,Perm}',
      ],
    },
    { ...RANDOM, calls: ['math/rand.Read', 'math/rand.Rand.Read'], severity: 'medium', confidence: 0.8 },
  ],
  types: [
    { values: ['math/rand.New()'], type: 'math/rand.Rand' },
    { values: ['math/rand/v2.New()'], type: 'math/rand/v2.Rand' },
    { values: ['{jwt,jwt/v4,jwt/v5}.{New,NewWithClaims}()'], type: 'jwt.Token' },
  ],
}

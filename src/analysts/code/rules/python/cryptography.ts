import type { CallRule } from '../../flow/rules.ts'

const HASH = {
  rule: 'python/weak-hash',
  cwe: [328],
  severity: 'medium',
  confidence: 0.7,
  message: 'The hash can be broken: other data with the same value can be found',
  fix: 'Use SHA-256 or better, and for passwords a slow hash such as argon2 or scrypt',
} as const

const CIPHER = {
  rule: 'python/weak-cipher',
  cwe: [327],
  severity: 'high',
  confidence: 0.85,
  message: 'The cipher or its mode can be broken',
  fix: 'Use AES in an authenticated mode such as GCM',
} as const

const FOR_SECURITY = { argument: { name: 'usedforsecurity' }, absent: true } as const
const WEAK_NAME = /^(?:md[245]|sha-?1?|ripemd(?:-?160)?)$/i

const HASH_CALLS: readonly CallRule[] = [
  { ...HASH, calls: ['hashlib.{md5,sha1,md4}'], where: [FOR_SECURITY] },
  {
    ...HASH,
    calls: ['hashlib.{md5,sha1,md4}'],
    where: [{ argument: { name: 'usedforsecurity' }, matches: /^true$/i }],
  },
  {
    ...HASH,
    calls: ['hashlib.new'],
    where: [{ argument: { index: 0, name: 'name' }, matches: WEAK_NAME }, FOR_SECURITY],
  },
  {
    ...HASH,
    calls: [
      '{Crypto,Cryptodome}.Hash.{MD2,MD4,MD5,SHA,SHA1}.new',
      'cryptography.hazmat.primitives.hashes.{MD5,SHA1}',
      'md5.{md5,new}',
      'sha.{sha,new}',
      'passlib.hash.{md5_crypt,des_crypt,lmhash,nthash,ldap_md5,ldap_sha1,hex_md5,hex_sha1,mysql323}.{hash,encrypt}',
    ],
  },
  {
    ...HASH,
    calls: ['hashlib.pbkdf2_hmac'],
    where: [{ argument: { index: 0, name: 'hash_name' }, matches: /^md[245]$/i }],
  },
  {
    ...HASH,
    calls: ['hmac.{new,digest}'],
    where: [{ argument: { index: 2, name: 'digestmod' }, matches: /^md[245]$/i }],
  },
  {
    ...HASH,
    calls: ['hmac.{new,digest}'],
    where: [{ argument: { index: 2, name: 'digestmod' }, matches: /(?:^|\.)md[245]$/ }],
  },
]

const CIPHER_CALLS: readonly CallRule[] = [
  {
    ...CIPHER,
    calls: [
      '{Crypto,Cryptodome}.Cipher.{DES,DES3,ARC2,ARC4,Blowfish,CAST,XOR}.new',
      'cryptography.hazmat.primitives.ciphers.algorithms.{TripleDES,ARC4,Blowfish,IDEA,CAST5,SEED,RC2}',
      'cryptography.hazmat.decrepit.ciphers.algorithms.*',
      'cryptography.hazmat.primitives.ciphers.modes.ECB',
      'pyDes.{des,triple_des}',
    ],
  },
  {
    ...CIPHER,
    calls: ['{Crypto,Cryptodome}.Cipher.AES.new'],
    where: [{ argument: { index: 1, name: 'mode' }, matches: /MODE_ECB$/ }],
  },
  {
    ...CIPHER,
    rule: 'python/short-key',
    cwe: [326],
    calls: ['*.rsa.generate_private_key', '*.dsa.generate_private_key'],
    where: [{ argument: { index: 1, name: 'key_size' }, matches: /^(?:512|768|1024)$/ }],
    message: 'The key is too short to withstand an attack',
    fix: 'Use at least 2048 bits',
  },
  {
    ...CIPHER,
    rule: 'python/short-key',
    cwe: [326],
    calls: ['{Crypto,Cryptodome}.PublicKey.{RSA,DSA}.generate', 'rsa.newkeys'],
    where: [{ argument: { index: 0, name: 'bits' }, matches: /^(?:512|768|1024)$/ }],
    message: 'The key is too short to withstand an attack',
    fix: 'Use at least 2048 bits',
  },
  {
    ...CIPHER,
    rule: 'python/token-not-checked',
    cwe: [347],
    calls: ['jwt.decode', 'jose.jwt.decode'],
    where: [{ argument: { name: 'options' }, field: 'verify_signature', is: false }],
    message: 'The signature of the token is not checked, so anyone can write one',
    fix: 'Leave the check on and name the algorithms that are allowed',
  },
  {
    ...CIPHER,
    rule: 'python/token-not-checked',
    cwe: [347],
    calls: ['jwt.decode'],
    where: [{ argument: { name: 'verify' }, matches: /^false$/i }],
    message: 'The signature of the token is not checked, so anyone can write one',
    fix: 'Leave the check on and name the algorithms that are allowed',
  },
]

const DRAWS =
  '{random,randint,randrange,choice,choices,sample,uniform,getrandbits,randbytes,triangular,betavariate,expovariate,gammavariate,gauss,lognormvariate,normalvariate,vonmisesvariate,paretovariate,weibullvariate,shuffle}'

const RANDOM_CALLS: readonly CallRule[] = [
  {
    rule: 'python/weak-random',
    cwe: [330],
    severity: 'low',
    confidence: 0.5,
    calls: [`=random.${DRAWS}`, `=random.Random().${DRAWS}`],
    message: 'The random number can be predicted from those before it',
    fix: 'Use the secrets module wherever a guess would do harm',
  },
]

/** A text that could be a secret: no dotted name, no call, no word that only holds a place. */
const WRITTEN_SECRET =
  /^(?!\s*$|<|\$\{|\{\{|changeme|your|example|password$|secret$|x+$|\*+$|[a-z_]\w*(?:\.[\w()[\]]+)+$|.*\(\)$).{4,}$/i

const CREDENTIAL_CALLS: readonly CallRule[] = [
  {
    rule: 'python/hard-coded-credentials',
    cwe: [798],
    severity: 'high',
    confidence: 0.8,
    calls: [
      '{psycopg2,psycopg,pymysql,MySQLdb,mysql.connector,asyncpg,aiomysql,pyodbc,oracledb,cx_Oracle,redis,ldap3,ftplib,paramiko}.{connect,Connection,Redis,StrictRedis,FTP}',
      'paramiko.SSHClient().connect',
    ],
    where: [{ argument: { name: 'password' }, matches: WRITTEN_SECRET }],
    message: 'A password stands in the code, where everyone who reads it has it',
    fix: 'Take it from the environment or a store of secrets',
  },
  {
    rule: 'python/hard-coded-credentials',
    cwe: [798, 321],
    severity: 'high',
    confidence: 0.8,
    calls: ['jwt.encode', 'jose.jwt.encode'],
    where: [{ argument: { index: 1, name: 'key' }, matches: WRITTEN_SECRET }],
    message: 'The key that signs tokens stands in the code, so everyone who reads it can sign',
    fix: 'Take it from the environment or a store of secrets',
  },
]

export const PYTHON_CRYPTOGRAPHY_CALLS: readonly CallRule[] = [
  ...HASH_CALLS,
  ...CIPHER_CALLS,
  ...RANDOM_CALLS,
  ...CREDENTIAL_CALLS,
]

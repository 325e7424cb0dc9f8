import type { CallRule } from '../../flow/rules.ts'

const CREDENTIAL = {
  rule: 'java/hard-coded-credential',
  cwe: [798],
  severity: 'high',
  confidence: 0.7,
  message: 'A credential stands in the code, where everybody who has the code can read it',
  fix: 'Read it from the environment or a store of secrets.',
} as const

const SOME = /^(?!\s*$|changeit$|\$\{|<)[^\n]{3,}$/

/** A constant where a credential goes. The text itself is nobody's business here. */
export const credentialCalls: readonly CallRule[] = [
  { ...CREDENTIAL, calls: ['DriverManager.getConnection'], where: [{ argument: { index: 2 }, constant: SOME }] },
  {
    ...CREDENTIAL,
    calls: [
      '{PasswordAuthentication,UsernamePasswordCredentials,UsernamePasswordToken,UsernamePasswordAuthenticationToken}.new',
      'Credentials.basic',
      'HttpHeaders.setBasicAuth',
    ],
    where: [{ argument: { index: 1 }, constant: SOME }],
    confidence: 0.6,
  },
  {
    ...CREDENTIAL,
    calls: [
      '{HikariConfig,HikariDataSource,BasicDataSource,DriverManagerDataSource,MysqlDataSource,PGSimpleDataSource,ComboPooledDataSource,JedisConnectionFactory,CachingConnectionFactory,ConnectionFactory,JavaMailSenderImpl,FTPClient,Session}.setPassword',
    ],
    where: [{ argument: { index: 0 }, constant: SOME }],
  },
  {
    ...CREDENTIAL,
    rule: 'java/hard-coded-key',
    cwe: [321, 798],
    message: 'A key stands in the code, where everybody who has the code can read it',
    calls: [
      '{SecretKeySpec,DESKeySpec,PBEKeySpec}.new',
      'Algorithm.{HMAC256,HMAC384,HMAC512}',
      'Keys.hmacShaKeyFor',
      'MACSigner.new',
    ],
    where: [{ argument: { index: 0 }, constant: SOME }],
    confidence: 0.65,
  },
  {
    ...CREDENTIAL,
    rule: 'java/hard-coded-key',
    cwe: [321, 798],
    message: 'A key stands in the code, where everybody who has the code can read it',
    calls: ['{JwtBuilder,Jwts.builder()}.signWith', 'KeyStore.load'],
    where: [{ argument: { index: 1 }, constant: SOME }],
    confidence: 0.6,
  },
]

import type { CallRule, FlowRules } from '../../flow/rules.ts'

const CERTIFICATE: Omit<CallRule, 'calls'> = {
  rule: 'go/unchecked-certificate',
  cwe: [295],
  severity: 'high',
  confidence: 0.85,
  message: 'The certificate of the other side is not checked, so anybody in between can read and change what is sent',
  fix: 'Leave `InsecureSkipVerify` out; add the certificate of a private authority to `RootCAs`.',
}

const COOKIE: Omit<CallRule, 'calls'> = {
  rule: 'go/insecure-cookie',
  cwe: [614, 1004],
  severity: 'low',
  confidence: 0.6,
  message: 'The cookie also goes over connections that are not encrypted',
  fix: 'Set `Secure` and `HttpOnly`.',
}

const MODE: Omit<CallRule, 'calls'> = {
  rule: 'go/open-permissions',
  cwe: [732, 276],
  severity: 'low',
  confidence: 0.6,
  message: 'Everybody on the machine may write there',
  fix: 'Give the file mode 0600 and the folder 0750, or less.',
}

/** Everybody may write: 0777, 0666, 0776, 0722 … as decimal numbers. */
const WRITABLE = /^(?:511|510|438|466|502|503)$/

/** Settings that switch a protection off. */
export const SETTINGS: Pick<FlowRules, 'calls'> = {
  calls: [
    {
      ...CERTIFICATE,
      calls: ['crypto/tls.Config.new'],
      where: [{ argument: { index: 0 }, field: 'InsecureSkipVerify', is: true }],
    },
    {
      ...CERTIFICATE,
      rule: 'go/old-tls',
      cwe: [327, 326],
      severity: 'medium',
      calls: ['crypto/tls.Config.new'],
      where: [{ argument: { index: 0 }, field: 'MinVersion', is: 769 }],
      message: 'TLS 1.0 is broken and still allowed',
      fix: 'Set `MinVersion` to `tls.VersionTLS12` or later.',
    },
    {
      ...CERTIFICATE,
      rule: 'go/unchecked-host-key',
      calls: ['ssh.InsecureIgnoreHostKey'],
      message: 'The key of the other machine is not checked, so anybody in between can pass for it',
      fix: 'Check it with `knownhosts.New` or `ssh.FixedHostKey`.',
    },
    {
      ...COOKIE,
      calls: ['net/http.SetCookie'],
      where: [
        { argument: { index: 1 }, field: 'Name', known: true },
        { argument: { index: 1 }, field: 'Secure', isNot: true },
      ],
    },
    {
      ...COOKIE,
      calls: ['{echo,echo/v4,echo/v5}.Context.SetCookie', '{fiber,fiber/v2,fiber/v3}.Ctx.Cookie'],
      where: [
        { argument: { index: 0 }, field: 'Name', known: true },
        { argument: { index: 0 }, field: 'Secure', isNot: true },
      ],
    },
    { ...COOKIE, calls: ['gin.Context.SetCookie'], where: [{ argument: { index: 5 }, matches: /^false$/ }] },
    {
      ...MODE,
      calls: ['os.{Chmod,Mkdir,MkdirAll}', 'os.File.Chmod'],
      where: [{ argument: { index: 1 }, matches: WRITABLE }],
    },
    {
      ...MODE,
      calls: ['os.{OpenFile,WriteFile}', 'io/ioutil.WriteFile'],
      where: [{ argument: { index: 2 }, matches: WRITABLE }],
    },
    {
      rule: 'go/unverified-token',
      cwe: [347],
      severity: 'medium',
      confidence: 0.6,
      calls: ['{jwt,jwt/v4,jwt/v5}.Parser.ParseUnverified', '{jwt,jwt/v4,jwt/v5}.NewParser().ParseUnverified'],
      message: 'The signature of the token is not checked, so anybody can write one',
      fix: 'Read it with `Parse` and a function that gives the key.',
    },
    {
      rule: 'go/listed-folder',
      cwe: [548, 552],
      severity: 'medium',
      confidence: 0.8,
      calls: ['net/http.Dir'],
      where: [{ argument: { index: 0 }, matches: /^\/(?:etc|root|home)?\/?$/ }],
      message: 'The whole file system is served',
      fix: 'Serve one folder that holds only what everybody may see.',
    },
  ],
}

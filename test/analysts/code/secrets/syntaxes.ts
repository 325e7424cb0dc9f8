/** A name and a value as the languages and formats write an assignment. */
export type Syntax = (name: string, value: string) => string

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const upper = (name: string) => name.toUpperCase()
const kebab = (name: string) => name.replace(/_/g, '-')
const pascal = (name: string) => camel(`_${name}`)

/** With the value in quotes or in a tag: whatever the value is. */
export const QUOTED_SYNTAXES: Readonly<Record<string, Syntax>> = {
  'a script': (name, value) => `const ${camel(name)} = "${value}";`,
  'single quotes': (name, value) => `${name} = '${value}'`,
  'a back-tick': (name, value) => `let ${camel(name)} = \`${value}\``,
  'a typed script': (name, value) => `private readonly ${camel(name)}: string = '${value}'`,
  'a short declaration': (name, value) => `${camel(name)} := "${value}"`,
  bytes: (name, value) => `${camel(name)} := []byte("${value}")`,
  'a typed declaration': (name, value) => `var ${camel(name)} string = "${value}"`,
  Java: (name, value) => `private static final String ${upper(name)} = "${value}";`,
  'Java with new': (name, value) => `String ${camel(name)} = new String("${value}");`,
  'C#': (name, value) => `string ${pascal(name)} = @"${value}";`,
  C: (name, value) => `char *${name} = "${value}";`,
  'a macro': (name, value) => `#define ${upper(name)} "${value}"`,
  'Objective-C': (name, value) => `NSString *${camel(name)} = @"${value}";`,
  Swift: (name, value) => `let ${camel(name)}: String = "${value}"`,
  Rust: (name, value) => `let ${name} = String::from("${value}");`,
  'Rust const': (name, value) => `pub const ${upper(name)}: &str = "${value}";`,
  Kotlin: (name, value) => `val ${camel(name)} = "${value}"`,
  Python: (name, value) => `${upper(name)} = "${value}"`,
  'Python bytes': (name, value) => `${name} = b'${value}'`,
  'Ruby symbol': (name, value) => `config[:${name}] = '${value}'`,
  'Ruby hash': (name, value) => `{ :${name} => '${value}' }`,
  'PHP array': (name, value) => `$config['${name}'] = '${value}';`,
  'PHP arrow': (name, value) => `'${name}' => '${value}',`,
  'PHP define': (name, value) => `define('${upper(name)}', '${value}');`,
  Perl: (name, value) => `my $${name} = '${value}';`,
  Elixir: (name, value) => `config :app, ${name}: "${value}"`,
  Clojure: (name, value) => `(def ${kebab(name)} "${value}")`,
  R: (name, value) => `${name} <- "${value}"`,
  JSON: (name, value) => `{"${name}": "${value}"}`,
  'JSON in a text': (name, value) => `"{\\"${name}\\": \\"${value}\\"}"`,
  YAML: (name, value) => `${camel(name)}: "${value}"`,
  TOML: (name, value) => `${name} = "${value}"`,
  Terraform: (name, value) => `  ${name} = "${value}"`,
  'a default': (name, value) => `os.getenv("${upper(name)}", "${value}")`,
  'an alternative': (name, value) => `process.env.${upper(name)} || '${value}'`,
  'a setter': (name, value) => `client.set${pascal(name)}("${value}")`,
  'an argument': (name, value) => `connect(${name}="${value}", retries=3)`,
  setenv: (name, value) => `os.Setenv("${upper(name)}", "${value}")`,
  'a comparison': (name, value) => `if ${name} == "${value}" {`,
  'an element': (name, value) => `<${camel(name)}>${value}</${camel(name)}>`,
  'an attribute': (name, value) => `<add key="${pascal(name)}" value="${value}" />`,
  'an entry': (name, value) => `<entry key="${name}">${value}</entry>`,
  'a plist': (name, value) => `<key>${pascal(name)}</key>\n<string>${value}</string>`,
  'a container variable': (name, value) => `env:\n  - name: ${upper(name)}\n    value: "${value}"`,
  'a Dockerfile': (name, value) => `ENV ${upper(name)}="${value}"`,
}

/** Without quotes: only what has neither blanks nor signs of the shell. */
export const BARE_SYNTAXES: Readonly<Record<string, Syntax>> = {
  'an environment file': (name, value) => `${upper(name)}=${value}`,
  'an export': (name, value) => `export ${upper(name)}=${value}`,
  properties: (name, value) => `app.${name.replace(/_/g, '.')}=${value}`,
  'bare YAML': (name, value) => `${name}: ${value}`,
  'a flag': (name, value) => `run --${kebab(name)} ${value} --verbose`,
  'a flag with a sign': (name, value) => `run --${kebab(name)}=${value}`,
  'a system property': (name, value) => `java -D${name.replace(/_/g, '.')}=${value} -jar app.jar`,
  'a bare Dockerfile': (name, value) => `ENV ${upper(name)} ${value}`,
  'a comment': (name, value) => `# ${name.replace(/_/g, ' ')}: ${value}`,
  'a default of the shell': (name, value) => `\${${upper(name)}:-${value}}`,
  'a query': (name, value) => `https://api.service.io/v1?${name}=${value}&page=2`,
}

/** What kind of file the path says that it is, as far as it changes how credentials are looked for. */
export interface PathClass {
  /** Written by a machine: lock files, bundles, maps. Only tokens with a form of their own are looked for. */
  isGenerated: boolean
  /** Tests, examples, documents: what looks like a credential is less often a live one. */
  isSample: boolean
  /** Settings, where a value needs no quotes. */
  isSettings: boolean
  /** Infrastructure as code, where a literal password is one whatever it looks like. */
  isInfrastructure: boolean
  /** A container of private keys. */
  isKeyStore: boolean
}

const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|composer\.lock|gemfile\.lock|cargo\.lock|poetry\.lock|pipfile\.lock|uv\.lock|pdm\.lock|go\.sum|podfile\.lock|package\.resolved|mix\.lock|pubspec\.lock|flake\.lock|gradle\.lockfile|packages\.lock\.json|verification-metadata\.xml|\.terraform\.lock\.hcl|chart\.lock|.*\.lock)$|\.(?:min\.js|min\.css|map|svg|snap|ipynb|po|pot|xlf|xliff|sum|wasm|pdf|woff2?|ttf|eot)$/i
const SAMPLE =
  /(?:^|\/)(?:tests?|__tests__|spec|specs|fixtures?|testdata|examples?|samples?|docs?|mocks?|__mocks__|e2e|demo)\/|[._-](?:test|spec|example|sample)\.[a-z]+$|\.(?:md|mdx|rst|adoc)$|\.example$/i
const SETTINGS =
  /\.(?:env|properties|ya?ml|ini|cfg|cnf|conf|toml|tfvars|credentials|netrc|npmrc|pypirc)$|(?:^|\/)\.(?:env|netrc|npmrc|pypirc|my\.cnf)(?:\.[\w-]+)?$/i
const INFRASTRUCTURE = /\.(?:tf|tfvars|hcl|bicep)$/i
const KEY_STORE = /\.(?:p12|pfx)$/i

/** Judges by the path alone. */
export function classifyPath(path: string): PathClass {
  return {
    isGenerated: GENERATED.test(path),
    isSample: SAMPLE.test(path),
    isSettings: SETTINGS.test(path),
    isInfrastructure: INFRASTRUCTURE.test(path),
    isKeyStore: KEY_STORE.test(path),
  }
}

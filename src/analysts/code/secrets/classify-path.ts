import { isSamplePath } from '../path-role.ts'

/** What kind of file the path says that it is, as far as it changes how credentials are looked for. */
export interface PathClass {
  /** Written by a machine: checksums, drawings, notebooks. Only tokens with a form of their own are looked for. */
  isGenerated: boolean
  /** Tests, examples, documents: what looks like a credential is less often a live one. */
  isSample: boolean
  /** Settings, where a value needs no quotes. */
  isSettings: boolean
  /** Infrastructure as code, where a literal password is one whatever it looks like. */
  isInfrastructure: boolean
}

/** Checksums, bundles, drawings, translations, notebooks and what is no text. */
const GENERATED =
  /(?:^|\/)(?:(?:package-lock|npm-shrinkwrap|packages\.lock)\.json|pnpm-lock\.yaml|package\.resolved|gradle\.lockfile|verification-metadata\.xml)$|\.(?:lockb?|sum|min\.[a-z]+|map|svg|snap|ipynb|po|pot|xlf|xliff|wasm|pdf|woff2?|ttf|eot)$/i
const DOCUMENT = /\.(?:md|mdx|rst|adoc)$/i
const SETTINGS =
  /\.(?:env|properties|ya?ml|ini|cfg|cnf|conf|toml|tfvars|credentials|netrc|npmrc|pypirc)$|(?:^|\/)\.(?:env|netrc|npmrc|pypirc|my\.cnf)(?:\.[\w-]+)?$/i
const INFRASTRUCTURE = /\.(?:tf|tfvars|hcl|bicep)$/i

/** Judges by the path alone. */
export function classifyPath(path: string): PathClass {
  return {
    isGenerated: GENERATED.test(path),
    isSample: isSamplePath(path) || DOCUMENT.test(path),
    isSettings: SETTINGS.test(path),
    isInfrastructure: INFRASTRUCTURE.test(path),
  }
}

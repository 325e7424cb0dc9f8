const TEST_FOLDER =
  /(?:^|\/)(?:tests?|__tests__|specs?|testing|testdata|fixtures?|__fixtures__|__mocks__|mocks?|e2e|cypress)\//i
/** As the runners of the languages look for them: Jest, Mocha, Node, Go, pytest, Django, JUnit. */
const TEST_NAME =
  /[._-](?:test|spec)s?\.\w+$|(?:^|\/)(?:test_[^/]*\.py|test-[^/]*\.[cm]?[jt]sx?)$|(?:^|\/)(?:tests?\.\w+|conftest\.py)$|[a-z0-9](?:Tests?|IT|TestCase|Spec)\.java$/
const SHOWN_FOLDER = /(?:^|\/)(?:examples?|samples?|demos?|docs?|bench(?:marks?)?)\//i
const SHOWN_NAME = /[._-](?:bench|example|sample)\.\w+$|\.example$/i
const AROUND_FOLDER = /(?:^|\/)(?:scripts?|tools?|migrations?)\//i

/** Whether a file holds tests or what they need, by its path. */
export function isTestPath(path: string): boolean {
  return TEST_FOLDER.test(path) || TEST_NAME.test(path)
}

/** Whether a file is there to test, measure or show: no stranger's data comes to it. */
export function isSamplePath(path: string): boolean {
  return isTestPath(path) || SHOWN_FOLDER.test(path) || SHOWN_NAME.test(path)
}

/** Whether a file runs in production: no test, example, benchmark, script or migration. */
export function isProductPath(path: string): boolean {
  return !isSamplePath(path) && !AROUND_FOLDER.test(path)
}

const TEST_PATH =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|fixtures|bench(?:marks?)?|examples?|docs?)\/|[.-](?:test|spec|bench)\.[cm]?[jt]sx?$/i

/** Whether a path says that the code is there to test, measure or show: no stranger's data comes to it. */
export function isTestFile(file: string): boolean {
  return TEST_PATH.test(file)
}

export interface Cell { code: string }

export const runCell = async (cell: Cell, scope: Record<string, unknown>) => {
  const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor
  const keys = Object.keys(scope)
  const run = new Function(...keys, `return (async () => { ${cell.code} })()`)
  return run(...keys.map((key) => scope[key]))
}

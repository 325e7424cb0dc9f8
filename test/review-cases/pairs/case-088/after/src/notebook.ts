export interface Cell { code: string }

export const runCell = async (cell: Cell, scope: Record<string, unknown>) => {
  const worker = new Worker('/sandbox.js')
  return new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data)
    worker.postMessage({ code: cell.code, scope })
  })
}

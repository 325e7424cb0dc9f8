/** How a command is to answer. */
export interface Output {
  json: boolean
  out: NodeJS.WritableStream
}

/** To standard output. Waits until everything is out, so that a pipe gets the whole object. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (fault) =>
      fault && (fault as NodeJS.ErrnoException).code !== 'EPIPE' ? reject(fault) : resolve(),
    )
  })
}

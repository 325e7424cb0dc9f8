/** How wide the terminal is, and whether it wants colour (no-color.org). */
export function terminalOptions(): { width: number; color: boolean } {
  return {
    width: process.stdout.columns ?? 80,
    color: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  }
}

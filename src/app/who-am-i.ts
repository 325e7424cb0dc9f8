import { userInfo } from 'node:os'

/** The user of the operating system: who asks, approves and turns the kill switch. No variable can say otherwise. */
export function whoAmI(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}

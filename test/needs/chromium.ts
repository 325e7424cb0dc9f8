import { type Browser, chromium } from 'playwright-core'
import { findOrInstall } from './find-or-install.ts'

const PROGRAM = findOrInstall({ program: 'chromium', package: 'chromium' })
/** Whether a real browser can be started here. */
export const HAS_CHROMIUM = PROGRAM !== undefined

export function startChromium(): Promise<Browser> {
  if (PROGRAM === undefined) throw new Error('There is no Chromium here.')
  return chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox', '--disable-gpu'] })
}

import type { SinkRule } from '../../flow/rules.ts'

const COMMAND = {
  rule: 'java/command-injection',
  cwe: [78],
  severity: 'critical',
  confidence: 0.85,
  message: 'A command of the operating system is made from {source}, which can run others',
  fix: 'Call a library instead, or run a constant program with arguments that are chosen from a list of allowed ones.',
  matter: 'command',
} as const satisfies Partial<SinkRule>

export const commandSinks: readonly SinkRule[] = [
  { ...COMMAND, calls: ['Runtime.exec'], arguments: [0, 1] },
  { ...COMMAND, calls: ['{ProcessBuilder.new,ProcessBuilder.command}'], arguments: 'all' },
  { ...COMMAND, calls: ['ProcessBuilder.start'], arguments: ['receiver'] },
  { ...COMMAND, calls: ['ProcessBuilder.environment().put'], arguments: 'all', confidence: 0.6 },
  { ...COMMAND, calls: ['{CommandLine.parse,CommandLine.new}', 'DefaultExecutor.execute'], arguments: [0] },
  {
    ...COMMAND,
    calls: ['{ChannelExec.setCommand,ChannelExec.exec,ClientSession.createExecChannel,Session.exec}'],
    arguments: [0],
  },
  { ...COMMAND, calls: ['ProcessImpl.start', 'ProcessExecutor.{new,command,commandSplit}'], arguments: 'all' },
]

import type { SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const COMMAND = {
  rule: 'python/command-injection',
  cwe: [78, 77],
  severity: 'critical',
  matter: 'command',
  message: 'A command of the shell is built from {source}, so whoever sends it can run other commands',
  fix: 'Run the program with subprocess.run and a list of arguments, without a shell, or quote the value with shlex.quote',
  origins: FROM_OUTSIDE,
} as const

const RUNNERS = 'subprocess.{run,call,check_call,check_output,Popen}'

/** A program that is known not to run text as commands. */
const NO_SHELL = /^(?!(?:.*[\\/])?(?:(?:ba|z|da|k|a|c|tc|fi|pw)?sh|cmd|powershell)(?:\.exe)?$)/i

export const PYTHON_COMMAND_SINKS: readonly SinkRule[] = [
  {
    ...COMMAND,
    confidence: 0.95,
    calls: [
      'os.{system,popen,popen2,popen3,popen4}',
      'subprocess.{getoutput,getstatusoutput}',
      'asyncio.create_subprocess_shell',
      'asyncio.subprocess.create_subprocess_shell',
      'commands.{getoutput,getstatusoutput}',
      'popen2.{popen2,popen3,popen4}',
      'platform.popen',
      'pexpect.run',
      'pexpect.spawn',
      'invoke.run',
      'fabric.api.{run,local,sudo}',
      'paramiko.SSHClient().exec_command',
      '*.exec_command',
    ],
    arguments: [0, 'command', 'cmd'],
  },
  {
    ...COMMAND,
    confidence: 0.95,
    calls: [RUNNERS],
    arguments: [0, 'args'],
    where: [{ argument: { name: 'shell' }, matches: /^(?:true|1)$/i }],
  },
  {
    ...COMMAND,
    confidence: 0.9,
    calls: [RUNNERS, 'os.{execv,execve,execvp,execvpe,spawnv,spawnve,spawnvp,spawnvpe,posix_spawn}', 'pty.spawn'],
    arguments: [0, 1, 'args'],
    where: [
      { argument: { index: 0, item: 1 }, matches: /^(?:-l?i?c|\/c|-Command)$/i },
      { argument: { index: 0, item: 0 }, unless: NO_SHELL },
    ],
  },
  {
    ...COMMAND,
    confidence: 0.8,
    calls: [
      RUNNERS,
      'os.{execl,execle,execlp,execlpe,execv,execve,execvp,execvpe,spawnl,spawnle,spawnlp,spawnlpe,spawnv,spawnve,spawnvp,spawnvpe,startfile}',
      'pty.spawn',
      'asyncio.create_subprocess_exec',
    ],
    arguments: [
      { index: 0, item: 0 },
      { name: 'args', item: 0 },
    ],
    message: 'The program that is run is chosen by {source}',
    fix: 'Choose the program from a constant list and pass data as its arguments only',
  },
]

import type { SinkRule, Weakness } from '../../flow/rules.ts'

const INJECTION: Weakness = {
  rule: 'script/command-injection',
  cwe: [78, 77, 88],
  severity: 'critical',
  confidence: 0.9,
  message: 'A command for a shell is put together with {source}, who can so add commands of their own',
  fix: 'Call the program with execFile or spawn and a list of arguments, without a shell.',
}

const SHELLS = /(?:^|\/)(?:ba|z|k|da|a)?sh$|^cmd(?:\.exe)?$|powershell|^pwsh$/i

/** Where a shell reads text. */
export const COMMAND_SINKS: readonly SinkRule[] = [
  {
    ...INJECTION,
    matter: 'command',
    calls: [
      'child_process.{exec,execSync}',
      'child_process/promises.exec',
      'child-process-promise.exec',
      'mz/child_process.exec',
      'shelljs.exec',
      'execa.{command,commandSync,shell,shellSync,execaCommand,execaCommandSync}',
      'node-cmd.{get,run,runSync}',
      'async-exec',
      'exec-sh',
      'exec-sh.promise',
      'sync-exec',
      'sudo-prompt.exec',
      'node-exec-promise.exec',
      'node-run-cmd.run',
    ],
    arguments: [0],
    origins: ['remote', 'local'],
  },
  {
    ...INJECTION,
    matter: 'command',
    calls: [
      '{child_process,cp,childProcess,proc}.{exec,execSync}',
      '{child-process-promise,mz/child_process,shelljs,shell,sh}.exec',
      'execa.{command,commandSync,shell,shellSync,execaCommand,execaCommandSync}',
      'node-cmd.{get,run,runSync}',
      'exec-sh',
      'sync-exec',
      'sudo-prompt.exec',
      '={exec,execSync,execAsync,execPromise,asyncExec,pexec,shellExec,execp}',
    ],
    arguments: [0],
    where: [{ argument: { index: 0 }, built: true }],
  },
  {
    ...INJECTION,
    matter: 'command',
    calls: [
      '{child_process,cross-spawn,execa,cp}.{spawn,spawnSync,execFile,execFileSync,sync}',
      'cross-spawn',
      'execa',
    ],
    arguments: 'all',
    where: [{ argument: { name: 'shell' }, matches: /^(?!false$|null$)./ }],
  },
  {
    ...INJECTION,
    matter: 'command',
    calls: ['{child_process,cross-spawn,cp}.{spawn,spawnSync,execFile,execFileSync,sync}', 'cross-spawn', 'execa'],
    arguments: [1],
    where: [{ argument: { index: 0 }, matches: SHELLS }],
  },
  {
    ...INJECTION,
    matter: 'command',
    calls: ['child_process.{spawn,spawnSync,execFile,execFileSync,fork}', 'cross-spawn', 'execa'],
    arguments: [0],
    origins: ['remote'],
    message: '{source} says which program is run',
    fix: 'Choose the program from a fixed list.',
  },
  {
    ...INJECTION,
    matter: 'command',
    calls: ['ssh2.Client().exec', 'node-ssh.NodeSSH().execCommand', 'dockerode().exec'],
    arguments: [0],
  },
]

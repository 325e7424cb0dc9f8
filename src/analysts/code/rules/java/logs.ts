import type { SinkRule } from '../../flow/rules.ts'

export const logSinks: readonly SinkRule[] = [
  {
    rule: 'java/log-injection',
    cwe: [117],
    severity: 'low',
    confidence: 0.5,
    message: 'The log takes down {source}, which can forge further lines with a line break',
    fix: 'Replace line breaks in the value, or log in a format that escapes them.',
    matter: 'log',
    calls: [
      '{Logger,Log,XLogger,FluentLogger}.{trace,debug,info,warn,error,fatal,log,severe,warning,config,fine,finer,finest}',
      '{log,logger,LOG,LOGGER}.{trace,debug,info,warn,error,fatal}',
    ],
    arguments: 'all',
    origins: ['remote'],
  },
]

import type { SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

/** Text that is run as code, and bytes that become any object. */
export const PYTHON_CODE_SINKS: readonly SinkRule[] = [
  {
    rule: 'python/code-injection',
    cwe: [94, 95],
    severity: 'critical',
    confidence: 0.95,
    matter: 'code',
    calls: [
      '={eval,exec,compile,execfile}',
      '{builtins,__builtins__,__builtin__}.{eval,exec,compile,execfile}',
      'code.{InteractiveInterpreter,InteractiveConsole}().{runsource,runcode,push}',
      'timeit.{timeit,repeat}',
      'pandas.eval',
      'numexpr.evaluate',
      'simpleeval.simple_eval',
    ],
    arguments: [0, 'source', 'stmt', 'expression'],
    message: 'Code that is run is built from {source}, so whoever sends it can run any code',
    fix: 'Do not run text as code: choose from a table of functions, or read a literal with ast.literal_eval',
    origins: FROM_OUTSIDE,
  },
  {
    rule: 'python/code-injection',
    cwe: [94, 470],
    severity: 'high',
    confidence: 0.75,
    matter: 'code',
    calls: ['=__import__', 'importlib.{import_module,__import__}', 'runpy.{run_module,run_path}', 'imp.load_source'],
    arguments: [0, 'name'],
    message: 'The module that is loaded is chosen by {source}',
    fix: 'Choose the module from a constant table',
    origins: FROM_OUTSIDE,
  },
]

const PICKLED = {
  rule: 'python/unsafe-deserialisation',
  cwe: [502],
  severity: 'critical',
  matter: 'deserialise',
  message: 'An object is restored from {source} by a format that can run code while it is read',
  fix: 'Take data in a format that holds only data, such as JSON, or check a signature before',
  origins: FROM_OUTSIDE,
} as const

const YAML = {
  ...PICKLED,
  message: 'YAML from {source} is read with a loader that can build any object',
  fix: 'Use yaml.safe_load',
} as const

export const PYTHON_DESERIALISATION_SINKS: readonly SinkRule[] = [
  {
    ...PICKLED,
    confidence: 0.95,
    calls: [
      '{pickle,_pickle,cPickle,dill,cloudpickle,pickle5}.{load,loads,Unpickler}',
      'marshal.{load,loads}',
      'shelve.open',
      'jsonpickle.{decode,loads,unpickler.decode}',
      'joblib.load',
      'sklearn.externals.joblib.load',
      '{pandas,pd}.read_pickle',
      'torch.load',
      'jsonpickle.unpickler.Unpickler().restore',
    ],
    arguments: [0, 'string', 'file'],
  },
  {
    ...PICKLED,
    confidence: 0.9,
    calls: ['{numpy,np}.load'],
    arguments: [0, 'file'],
    where: [{ argument: { index: 2, name: 'allow_pickle' }, matches: /^true$/i }],
  },
  {
    ...YAML,
    confidence: 0.9,
    calls: ['yaml.{load,load_all}'],
    arguments: [0, 'stream'],
    where: [{ argument: { index: 1, name: 'Loader' }, absent: true }],
  },
  {
    ...YAML,
    confidence: 0.95,
    calls: ['yaml.{load,load_all}'],
    arguments: [0, 'stream'],
    where: [
      {
        argument: { index: 1, name: 'Loader' },
        matches: /(?:^|\.)(?:C?Loader|C?UnsafeLoader|FullLoader)$/,
      },
    ],
  },
  {
    ...YAML,
    confidence: 0.95,
    calls: ['yaml.{unsafe_load,unsafe_load_all}', 'yaml.{UnsafeLoader,Loader}'],
    arguments: [0, 'stream'],
  },
]

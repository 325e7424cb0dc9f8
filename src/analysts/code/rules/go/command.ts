import type { FlowRules, SinkRule } from '../../flow/rules.ts'

const INJECTION: Omit<SinkRule, 'calls' | 'arguments'> = {
  rule: 'go/command-injection',
  cwe: [78],
  severity: 'critical',
  confidence: 0.9,
  matter: 'command',
  message: 'A command is built from {source}, so whoever sends it decides what is run',
  fix: 'Run a fixed program without a shell and hand the value over as an argument of its own that is checked before.',
}

/** Programs that read what follows as code. */
const INTERPRETERS =
  /(?:^|[/\\])(?:(?:ba|z|da|k|a|c|fi)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|python[\d.]*|perl|ruby|node|php|osascript)$/i

/** Programs and pieces of code that are run. */
export const COMMAND: Pick<FlowRules, 'sinks' | 'sanitisers' | 'clean' | 'types'> = {
  sinks: [
    { ...INJECTION, calls: ['os/exec.Command', 'syscall.{Exec,ForkExec}', 'os.StartProcess'], arguments: [0] },
    { ...INJECTION, calls: ['os/exec.CommandContext'], arguments: [1] },
    {
      ...INJECTION,
      calls: ['os/exec.Command'],
      arguments: [1, 2, 3, 4, 5],
      where: [{ argument: { index: 0 }, matches: INTERPRETERS }],
    },
    {
      ...INJECTION,
      calls: ['os/exec.CommandContext'],
      arguments: [2, 3, 4, 5, 6],
      where: [{ argument: { index: 1 }, matches: INTERPRETERS }],
    },
    { ...INJECTION, calls: ['script.Exec', 'script.Pipe.Exec', 'pipeline.Exec'], arguments: [0] },
    {
      ...INJECTION,
      calls: ['ssh.Session.{Run,Start,Output,CombinedOutput}'],
      arguments: [0],
      message: 'A command for another machine is built from {source}, so whoever sends it decides what is run there',
    },
    {
      rule: 'go/code-injection',
      cwe: [94],
      severity: 'critical',
      confidence: 0.85,
      matter: 'code',
      calls: [
        'goja.Runtime.{RunString,RunScript}',
        'goja.Compile',
        '{otto.Otto,otto}.{Run,Eval}',
        'lua.LState.{DoString,LoadString}',
        'interp.Interpreter.Eval',
        'govaluate.NewEvaluableExpression',
        'starlark.{ExecFile,Eval}',
        'v8go.Context.RunScript',
      ],
      arguments: 'all',
      message: 'Code is built from {source} and run',
      fix: 'Run only code that is part of the program, and hand the value over as data.',
    },
    {
      rule: 'go/code-injection',
      cwe: [94],
      severity: 'high',
      confidence: 0.85,
      matter: 'code',
      calls: ['plugin.Open'],
      arguments: [0],
      message: 'The plugin that is loaded is chosen by {source}',
      fix: 'Choose the plugin from a fixed list.',
    },
    {
      rule: 'go/template-injection',
      cwe: [1336, 94],
      severity: 'high',
      confidence: 0.85,
      matter: 'template',
      calls: [
        '{text,html}/template.Template.Parse',
        '{text,html}/template.New().Parse',
        'pongo2.{FromString,RenderTemplateString}',
        'raymond.{Render,Parse}',
        'mustache.{Render,ParseString}',
      ],
      arguments: [0],
      message: 'The source of a template is built from {source}',
      fix: 'Keep the template constant and hand the value over as its data.',
    },
  ],
  sanitisers: [{ calls: ['shellescape.{Quote,QuoteCommand}', 'shellquote.Join', 'syntax.Quote'], clears: ['command'] }],
  types: [
    { values: ['os/exec.{Command,CommandContext}()'], type: 'os/exec.Cmd' },
    { values: ['goja.New()'], type: 'goja.Runtime' },
    { values: ['otto.New()'], type: 'otto.Otto' },
    { values: ['lua.NewState()'], type: 'lua.LState' },
    { values: ['ssh.Client.NewSession()'], type: 'ssh.Session' },
    {
      values: [
        'html/template.{New,Must,ParseFiles,ParseGlob,ParseFS}()',
        'html/template.Template.{Parse,ParseFiles,ParseGlob,ParseFS,New,Funcs,Option,Delims,Lookup,Clone}()',
      ],
      type: 'html/template.Template',
    },
    {
      values: [
        'text/template.{New,Must,ParseFiles,ParseGlob,ParseFS}()',
        'text/template.Template.{Parse,ParseFiles,ParseGlob,ParseFS,New,Funcs,Option,Delims,Lookup,Clone}()',
      ],
      type: 'text/template.Template',
    },
  ],
  clean: [{ calls: ['os/exec.Cmd.{Run,Output,CombinedOutput,Start,Wait}', 'ssh.Session.{Run,Output,CombinedOutput}'] }],
}

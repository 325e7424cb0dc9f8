import type { SinkRule } from '../../flow/rules.ts'

const CODE = {
  rule: 'java/code-injection',
  cwe: [94],
  severity: 'critical',
  confidence: 0.85,
  message: 'Code is run that comes from {source}',
  fix: 'Run no code from outside; map what may be asked for to functions of your own.',
  matter: 'code',
} as const

const EXPRESSION = {
  ...CODE,
  rule: 'java/expression-injection',
  cwe: [94, 917],
  message: 'An expression is evaluated that is built from {source}, and expressions can call any code',
  fix: 'Keep the expression constant and give the value as a variable of its context.',
} as const

const TEMPLATE = {
  ...CODE,
  rule: 'java/template-injection',
  cwe: [94, 1336],
  message: 'A template is made from {source}, and templates can call any code',
  fix: 'Keep the template constant and give the value to its model.',
  matter: 'template',
} as const

export const codeSinks: readonly SinkRule[] = [
  { ...CODE, calls: ['{ScriptEngine,Compilable,Invocable}.{eval,compile}'], arguments: [0] },
  {
    ...CODE,
    calls: [
      '{GroovyShell,Eval}.{evaluate,parse,run,me,x,xy,xyz}',
      'GroovyClassLoader.parseClass',
      'GroovyScriptEngine.run',
    ],
    arguments: 'all',
  },
  {
    ...CODE,
    calls: [
      'Interpreter.{eval,source}',
      'bsh.Interpreter.eval',
      '{PythonInterpreter.exec,PythonInterpreter.eval,JShell.eval}',
      'org.graalvm.polyglot.Context.eval',
      'Context.evaluateString',
    ],
    arguments: 'all',
  },
  {
    ...CODE,
    calls: [
      '{ScriptEvaluator,ExpressionEvaluator,ClassBodyEvaluator,SimpleCompiler}.{cook,new}',
      'ToolProvider.getSystemJavaCompiler().run',
    ],
    arguments: 'all',
  },
  {
    ...CODE,
    rule: 'java/unsafe-reflection',
    cwe: [470],
    severity: 'high',
    confidence: 0.6,
    message: 'A class is loaded by a name from {source}',
    fix: 'Choose the class from a list of allowed ones.',
    calls: ['Class.forName', 'ClassLoader.loadClass'],
    arguments: [0],
    prefixHeals: /^\w+\.[\w.]+/,
  },
  {
    ...EXPRESSION,
    calls: ['{ExpressionParser,SpelExpressionParser,TemplateAwareExpressionParser}.{parseExpression,parseRaw}'],
    arguments: [0],
  },
  {
    ...EXPRESSION,
    calls: [
      'Ognl.{getValue,setValue,parseExpression}',
      '{OgnlUtil,OgnlReflectionProvider}.{getValue,setValue,callMethod,compile,findValue}',
      '{ValueStack.findValue,ValueStack.findString,TextParseUtil.translateVariables}',
    ],
    arguments: 'all',
  },
  {
    ...EXPRESSION,
    calls: ['MVEL.{eval,evalToString,evalToBoolean,executeExpression,compileExpression}', 'TemplateRuntime.eval'],
    arguments: [0],
  },
  {
    ...EXPRESSION,
    calls: [
      '{ExpressionFactory.createValueExpression,ExpressionFactory.createMethodExpression}',
      '{ELProcessor.eval,ELProcessor.getValue,ELProcessor.setValue,Application.evaluateExpressionGet}',
    ],
    arguments: 'all',
  },
  {
    ...EXPRESSION,
    calls: [
      '{JexlEngine,Jexl}.{createExpression,createScript,createTemplate}',
      '{AviatorEvaluator,AviatorEvaluatorInstance}.{execute,compile}',
      'ExpressRunner.execute',
    ],
    arguments: [0],
  },
  {
    ...EXPRESSION,
    confidence: 0.7,
    message:
      'The message of a failed validation is built from {source}, and such messages are evaluated as expressions',
    fix: 'Use a constant message template and give the value as a message parameter.',
    calls: [
      'ConstraintValidatorContext.buildConstraintViolationWithTemplate',
      'HibernateConstraintValidatorContext.buildConstraintViolationWithTemplate',
    ],
    arguments: [0],
  },
  { ...TEMPLATE, calls: ['Velocity.evaluate', 'VelocityEngine.evaluate'], arguments: [3] },
  {
    ...TEMPLATE,
    calls: ['{StringResourceRepository.putStringResource,RuntimeServices.parse,RuntimeInstance.parse}'],
    arguments: 'all',
  },
  {
    ...TEMPLATE,
    calls: [
      'freemarker.template.Template.new',
      'Template.new',
      'StringTemplateLoader.putTemplate',
      'FreeMarkerTemplateUtils.processTemplateIntoString',
    ],
    arguments: [1],
  },
  {
    ...TEMPLATE,
    calls: ['{TemplateEngine,SpringTemplateEngine,ITemplateEngine}.process'],
    arguments: [0],
    confidence: 0.6,
  },
  {
    ...TEMPLATE,
    calls: [
      '{PebbleEngine.getLiteralTemplate,Jinjava.render,Jinjava.renderForResult,Handlebars.compileInline,Mustache.compiler().compile}',
    ],
    arguments: [0],
  },
  {
    rule: 'java/format-string',
    cwe: [134],
    severity: 'low',
    confidence: 0.5,
    message: 'A format is taken from {source}, which can make it fail',
    fix: 'Keep the format constant and pass the value as an argument.',
    matter: 'format',
    calls: ['String.format'],
    arguments: [0],
    where: [{ argument: { index: 1 }, present: true }],
    origins: ['remote'],
  },
]

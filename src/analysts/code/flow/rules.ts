import type { ReviewSeverity } from '../../../core/review.ts'
import type { LanguageName } from '../program.ts'

/** What tainted data can harm; a sanitiser takes away some of these from a value, not the others. */
export const MATTERS = [
  'sql',
  'nosql',
  'command',
  'code',
  'path',
  'html',
  'url',
  'redirect',
  'xpath',
  'ldap',
  'xml',
  'deserialise',
  'template',
  'log',
  'header',
  'regex',
  'trust',
  'prototype',
  'format',
] as const
export type Matter = (typeof MATTERS)[number]

/**
 * Whom a pattern names. A callable or value has a qualified name: the module or type where it comes from, then members, then `()` for what a
 * call gave: `child_process.exec`, `flask.request.args`, `sqlite3.connect().cursor().execute`, `java.sql.Statement.executeQuery`,
 * `net/http.Request.FormValue`. A variable with a declared type has the type's name; one of which nothing is known has its own name. A
 * constructor is called `Type.new`; what `new Type()` gives is `Type` in Java and Go and `Type()` elsewhere.
 *
 * A pattern matches a name that ends with it, segment by segment: `Statement.executeQuery` matches `java.sql.Statement.executeQuery`. `*`
 * stands for one segment or more. A pattern that begins with `=` has to match the whole name. `{a,b}` are alternatives inside a segment.
 */
export type NamePattern = string

/** Who can set such data. `remote`: whoever can send a request. `library`: whoever calls what a package exports. `local`: arguments, environment, files. */
export type Origin = 'remote' | 'library' | 'local'

export interface SourceRule {
  /** Values (`flask.request.args`) and results of calls (`*.getParameter()`). */
  values: readonly NamePattern[]
  /** After "comes from": `a parameter of the request`. */
  what: string
  origin: Origin
  /** In what it can do no harm from the beginning: a part of a path is a text, and no operator of a query. */
  clears?: readonly Matter[]
  /** Arguments that the call puts the data into, by index. */
  fills?: readonly number[]
}

/** What the parameters of an entry point hold: of a function with such an annotation, passed to such a call, or of such a type. */
export interface ParameterRule {
  /** Annotations of the function (`*.route`) or, with `of: 'parameter'`, of the parameter itself (`RequestParam`). */
  annotations?: readonly NamePattern[]
  of?: 'function' | 'parameter'
  /** Functions that are handed to these calls, at any place: `express().get`. */
  handlers?: readonly NamePattern[]
  /** Methods of classes that extend one of these, as far as they have such a name. */
  extend?: { classes: readonly NamePattern[]; methods: RegExp }
  /** Parameters by their names, where there is neither type nor annotation; all of them have to be there, in this order. */
  names?: readonly RegExp[]
  /** Only parameters of such a declared type. */
  typed?: RegExp
  /** Only parameters without an annotation that says where they come from. */
  bare?: true
  /** Which parameters, by index from 0; all where absent. */
  parameters?: readonly number[]
  /** They are of these types, by index of `parameters` or of the list; or they are themselves a source. */
  types?: readonly (string | undefined)[]
  source?: { what: string; origin: Origin }
  /** Not those whose type, default or annotation has such a name: the framework fills them itself. */
  except?: RegExp
}

/** What has to hold of a call for a rule to speak. An argument is given by index from 0, by name (Python's keywords, an option in an object), or both. */
export interface ArgumentAt {
  index?: number
  name?: string
  /** The element at this place of a list that is given; of a text, the text. */
  item?: number
}
export type Condition =
  /** Its constant value, as text, matches; `true`, `false` and `null` are their words. */
  | { argument: ArgumentAt; matches: RegExp }
  /** It is, or may be, a constant that matches; unlike with `matches`, the name of a value outside does not count. */
  | { argument: ArgumentAt; constant: RegExp }
  /** It is known and does not match. */
  | { argument: ArgumentAt; differs: RegExp }
  /** It is not known to match: unknown, absent, or another text. */
  | { argument: ArgumentAt; unless: RegExp }
  /** It is not there, or constant null. */
  | { argument: ArgumentAt; absent: true }
  | { argument: ArgumentAt; present: true }
  /** It is no object or list whose parts are known: a query by example is not a query as text. */
  | { argument: ArgumentAt; plain: true }
  /** The field of the argument or receiver has been set. */
  | { argument: ArgumentAt; field: string; known: true }
  /** A field or option of an argument or of the receiver (`index: -1`), as set by options, assignments or bean setters; `isNot`: it is unknown, absent or another constant. */
  | {
      argument: ArgumentAt
      field: string
      is?: string | number | boolean | null
      isNot?: string | number | boolean | null
    }
  | { argument: ArgumentAt; field: string; matches: RegExp }
  /** It is a function that gives this, whatever it is called with. */
  | { argument: ArgumentAt; gives: boolean }
  /** It was not made from something of such a name: `new Yaml(new SafeConstructor())`. */
  | { argument: ArgumentAt; madeWithout: RegExp }
  | { argument: ArgumentAt; madeWith: RegExp }
  /** The text is known to begin so. */
  | { argument: ArgumentAt; begins: RegExp }
  /** It is no list or map as far as is known. */
  | { argument: ArgumentAt; text: true }
  /** The text is put together of parts that are not constant. */
  | { argument: ArgumentAt; built: true }

/** Common to what speaks of a weakness. */
export interface Weakness {
  /** `java/sql-injection`. */
  rule: string
  cwe: readonly number[]
  severity: ReviewSeverity
  /** For a remote source, if nothing lowers it. */
  confidence: number
  /** A sentence without a full stop; `{source}` is put in: `A query is built from {source}`. */
  message: string
  fix: string
}

export interface SinkRule extends Weakness {
  matter: Matter
  calls: readonly NamePattern[]
  /** Which hold the danger; `'all'`, or `receiver`. Names are Python's keywords and options in an object. */
  arguments: readonly (number | string | 'receiver' | ArgumentAt)[] | 'all'
  where?: readonly Condition[]
  /** Only the first character, host or so matters: a prefix makes it harmless (`…` in it stands for text that is not known and that nobody else sets) (`redirect('/login?next=' + x)`). */
  prefixHeals?: RegExp
  /** Origins that count; all where absent. */
  origins?: readonly Origin[]
}

/** Assigning tainted data to such a place: `*.innerHTML`. */
export interface PlaceRule extends Weakness {
  matter: Matter
  places: readonly NamePattern[]
  prefixHeals?: RegExp
}

/** A call that is wrong by itself: weak hash, `verify=False`, a predictable random number. */
export interface CallRule extends Weakness {
  calls: readonly NamePattern[]
  where?: readonly Condition[]
}

/** What a handler gives back is sent to whoever asked: tainted text there does harm. */
export interface ReturnRule extends Weakness {
  matter: Matter
  /** Annotations of the function, or of its class. */
  annotations: readonly NamePattern[]
  prefixHeals?: RegExp
}

/** A method that is wrong as it is written: a check that checks nothing. */
export interface MethodRule extends Weakness {
  methods: readonly string[]
  /** One of these is above its class. */
  supers: RegExp
  /** It does nothing, or gives true, whatever it is called with. */
  does: 'nothing' | 'true'
}

export interface SanitiserRule {
  calls: readonly NamePattern[]
  clears: readonly Matter[] | 'all'
  /** It throws for what would harm: after it, its first argument is as harmless as its result. */
  throws?: true
  where?: readonly Condition[]
}

/** A test that tells good from bad: where it gives `when`, its subject is cleared. */
export interface GuardRule {
  calls: readonly NamePattern[]
  subject: number | 'receiver'
  clears: readonly Matter[] | 'all'
  when: boolean
  where?: readonly Condition[]
}

/** A part of a text that speaks for all of it, once it is known to be what it should be: the host of an address. */
export interface VouchRule {
  values: readonly NamePattern[]
  clears: readonly Matter[]
}

/** Where the data goes in a call: by default, the result of an unknown call holds what receiver and arguments hold. */
export interface PropagatorRule {
  calls: readonly NamePattern[]
  from: readonly (number | 'receiver' | 'arguments')[]
  to: readonly ('result' | 'receiver' | number)[]
}

/** Calls whose result holds nothing of what went in: a length, a comparison, a status. */
export interface CleanRule {
  calls: readonly NamePattern[]
}

/** Calls that give back the function that they are given, in another form: `util.promisify(f)`, `f.bind(x)`. */
export interface SameRule {
  calls: readonly NamePattern[]
  of: number | 'receiver'
}

/** What type a call or value gives, where the code does not say so. */
export interface TypeRule {
  values: readonly NamePattern[]
  /** Of a call: what has to hold of it. Such rules come before those without. */
  where?: readonly Condition[]
  type: string
}

/** All that is known of a language and its libraries. Data: no rule holds code. */
export interface FlowRules {
  languages: readonly LanguageName[]
  sources: readonly SourceRule[]
  parameters: readonly ParameterRule[]
  sinks: readonly SinkRule[]
  places: readonly PlaceRule[]
  returns: readonly ReturnRule[]
  calls: readonly CallRule[]
  sanitisers: readonly SanitiserRule[]
  guards: readonly GuardRule[]
  propagators: readonly PropagatorRule[]
  clean: readonly CleanRule[]
  types: readonly TypeRule[]
  methods?: readonly MethodRule[]
  /** Calls that never come back: they end the program, or the answer to a request. */
  ends?: readonly NamePattern[]
  vouches?: readonly VouchRule[]
  same?: readonly SameRule[]
  /** Places whose functions others call with what they like: `$.fn.*`. */
  published?: readonly NamePattern[]
}

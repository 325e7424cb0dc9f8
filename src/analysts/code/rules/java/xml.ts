import type { CallRule, Condition, SinkRule } from '../../flow/rules.ts'
import { FROM_OUTSIDE } from '../origins.ts'

const ENTITIES = {
  rule: 'java/xml-external-entities',
  cwe: [611],
  severity: 'high',
  confidence: 0.6,
  message: 'An XML parser follows external entities, so a document can read files and ask servers',
  fix: 'Set the feature http://apache.org/xml/features/disallow-doctype-decl to true on the factory.',
} as const

const FEATURES = 'http://apache.org/xml/features/'
const EXTERNAL = 'http://xml.org/sax/features/'
const ACCESS = 'http://javax.xml.XMLConstants/property/'
const RECEIVER = { index: -1 }

/** None of the settings is there that keep a parser from external entities. */
const UNGUARDED: readonly Condition[] = [
  { argument: RECEIVER, field: `${FEATURES}disallow-doctype-decl`, isNot: true },
  { argument: RECEIVER, field: `${EXTERNAL}external-general-entities`, isNot: false },
  { argument: RECEIVER, field: `${ACCESS}accessExternalDTD`, isNot: '' },
  { argument: RECEIVER, field: 'ACCESS_EXTERNAL_DTD', isNot: '' },
  { argument: RECEIVER, field: 'expandEntityReferences', isNot: false },
]

export const xmlCalls: readonly CallRule[] = [
  {
    ...ENTITIES,
    calls: ['DocumentBuilderFactory.newDocumentBuilder', 'SAXParserFactory.newSAXParser'],
    where: UNGUARDED,
  },
  { ...ENTITIES, calls: ['{XMLReader,SAXReader,SAXBuilder}.{parse,read,build}'], where: UNGUARDED },
  {
    ...ENTITIES,
    calls: ['XMLInputFactory.{createXMLStreamReader,createXMLEventReader}'],
    fix: 'Set XMLInputFactory.SUPPORT_DTD and IS_SUPPORTING_EXTERNAL_ENTITIES to false.',
    where: [
      { argument: RECEIVER, field: 'javax.xml.stream.supportDTD', isNot: false },
      { argument: RECEIVER, field: 'javax.xml.stream.isSupportingExternalEntities', isNot: false },
      { argument: RECEIVER, field: 'SUPPORT_DTD', isNot: false },
      { argument: RECEIVER, field: 'IS_SUPPORTING_EXTERNAL_ENTITIES', isNot: false },
      { argument: RECEIVER, field: `${ACCESS}accessExternalDTD`, isNot: '' },
      { argument: RECEIVER, field: 'ACCESS_EXTERNAL_DTD', isNot: '' },
    ],
  },
  {
    ...ENTITIES,
    confidence: 0.5,
    calls: ['TransformerFactory.{newTransformer,newTemplates}', 'SchemaFactory.newSchema'],
    where: [
      ...UNGUARDED,
      { argument: { index: 0 }, present: true },
      { argument: RECEIVER, field: `${ACCESS}accessExternalStylesheet`, isNot: '' },
      { argument: RECEIVER, field: 'ACCESS_EXTERNAL_STYLESHEET', isNot: '' },
      { argument: RECEIVER, field: 'ACCESS_EXTERNAL_SCHEMA', isNot: '' },
      { argument: RECEIVER, field: 'FEATURE_SECURE_PROCESSING', isNot: true },
      { argument: RECEIVER, field: `${ACCESS}accessExternalSchema`, isNot: '' },
      { argument: RECEIVER, field: 'http://javax.xml.XMLConstants/feature/secure-processing', isNot: true },
    ],
    fix: 'Set ACCESS_EXTERNAL_DTD and ACCESS_EXTERNAL_STYLESHEET to the empty text on the factory.',
  },
]

const DESERIALISE = {
  rule: 'java/unsafe-deserialisation',
  cwe: [502],
  severity: 'critical',
  confidence: 0.8,
  message: 'Objects are made from {source}, and making them can run code',
  fix: 'Read a plain format such as JSON into known types, or set a filter that allows known classes only.',
  matter: 'deserialise',
  origins: FROM_OUTSIDE,
} as const

export const deserialiseSinks: readonly SinkRule[] = [
  {
    ...DESERIALISE,
    calls: ['{ObjectInputStream,XMLDecoder,ObjectInput}.{readObject,readUnshared}'],
    arguments: ['receiver'],
  },
  { ...DESERIALISE, calls: ['SerializationUtils.deserialize', 'XStream.{fromXML,unmarshal}'], arguments: [0] },
  {
    ...DESERIALISE,
    calls: ['Yaml.{load,loadAll,loadAs}'],
    arguments: [0],
    confidence: 0.7,
    where: [{ argument: { index: -1 }, madeWithout: /SafeConstructor/ }],
  },
  {
    ...DESERIALISE,
    calls: [
      'Kryo.{readClassAndObject,readObject}',
      '{HessianInput,Hessian2Input,BurlapInput}.readObject',
      'JsonReader.jsonToJava',
    ],
    arguments: ['receiver', 0],
    confidence: 0.6,
  },
  {
    ...DESERIALISE,
    calls: ['{JSON,JSONObject}.{parseObject,parse}'],
    arguments: [0],
    confidence: 0.35,
    severity: 'medium',
  },
]

export const deserialiseCalls: readonly CallRule[] = [
  {
    ...DESERIALISE,
    message: 'Documents may name the classes that are made from them, and making them can run code',
    fix: 'Leave default typing off, or allow known classes with a PolymorphicTypeValidator.',
    calls: ['{ObjectMapper,JsonMapper}.{enableDefaultTyping,enableDefaultTypingAsProperty}'],
  },
]

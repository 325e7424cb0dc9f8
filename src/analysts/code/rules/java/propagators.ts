import type { PropagatorRule } from '../../flow/rules.ts'

/** Where data goes in calls of the library whose result does not simply hold all that went in. */
export const javaPropagators: readonly PropagatorRule[] = [
  {
    calls: ['{URI,URL}.create', 'UriComponentsBuilder.{fromUriString,fromHttpUrl}', 'HttpUrl.{parse,get}'],
    from: [0],
    to: ['result'],
  },
  // A value of a map is not made from the key that it is found by.
  {
    calls: [
      '{Map,HashMap,LinkedHashMap,TreeMap,SortedMap,NavigableMap,ConcurrentMap,ConcurrentHashMap,Hashtable,EnumMap,Properties,Dictionary,Cache,LoadingCache,MultiValueMap,Environment}.{get,getProperty,getFirst,getIfPresent}',
    ],
    from: ['receiver'],
    to: ['result'],
  },
  { calls: ['{Map,HashMap,ConcurrentHashMap}.{getOrDefault,computeIfAbsent}'], from: ['receiver', 1], to: ['result'] },
  { calls: ['{ResourceBundle,MessageSource}.{getString,getMessage,getObject}'], from: ['receiver'], to: ['result'] },
  { calls: ['System.arraycopy'], from: [0], to: [2] },
  {
    calls: [
      '{InputStream,ServletInputStream,BufferedInputStream,DataInputStream,Reader,BufferedReader,InputStreamReader,FileItem}.{read,readFully,readNBytes}',
    ],
    from: ['receiver'],
    to: [0, 'result'],
  },
  {
    calls: [
      '{ByteArrayOutputStream,OutputStream,BufferedOutputStream,Writer,StringWriter,CharArrayWriter,ByteBuffer,CharBuffer}.{write,append,put,writeBytes}',
    ],
    from: ['arguments'],
    to: ['receiver'],
  },
  { calls: ['InputStream.transferTo', 'Reader.transferTo'], from: ['receiver'], to: [0] },
  { calls: ['{IOUtils,ByteStreams,CharStreams,StreamUtils}.copy'], from: [0], to: [1] },
  { calls: ['Collections.addAll'], from: ['arguments'], to: [0] },
  { calls: ['{Matcher.appendTail,Matcher.appendReplacement}'], from: ['receiver', 'arguments'], to: [0] },
]

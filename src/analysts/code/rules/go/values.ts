import type { FlowRules } from '../../flow/rules.ts'

/** What the standard library does with values: what is a number afterwards, what is filled, what says yes or no. */
export const VALUES: Pick<FlowRules, 'sanitisers' | 'guards' | 'propagators' | 'clean' | 'types'> = {
  sanitisers: [
    {
      calls: [
        'strconv.{Atoi,ParseInt,ParseUint,ParseFloat,ParseBool,Itoa,FormatInt,FormatUint,FormatFloat,FormatBool}',
        'uuid.{Parse,MustParse,FromString,ParseBytes,FromBytes}',
        'time.{Parse,ParseInLocation,ParseDuration}',
        'encoding/hex.EncodeToString',
        'encoding/base64.{StdEncoding,URLEncoding,RawStdEncoding,RawURLEncoding}.EncodeToString',
        'crypto/{md5,sha1,sha256,sha512,sha3}.{Sum,Sum224,Sum256,Sum384,Sum512}',
        'bcrypt.{GenerateFromPassword,CompareHashAndPassword}',
        'netip.ParseAddr',
      ],
      clears: 'all',
    },
    // What maps runes leaves some of them out.
    { calls: ['strings.Map', 'bytes.Map'], clears: 'all' },
    { calls: ['net.ParseIP'], clears: ['sql', 'command', 'path', 'html', 'xpath', 'ldap', 'log', 'template', 'code'] },
    { calls: ['regexp.Regexp.{ReplaceAllString,ReplaceAllLiteralString,ReplaceAll,FindString}'], clears: 'all' },
    { calls: ['RegExp().{ReplaceAllString,ReplaceAllLiteralString,ReplaceAll,FindString}'], clears: 'all' },
    { calls: ['regexp.QuoteMeta'], clears: ['regex'] },
  ],
  guards: [
    { calls: ['slices.{Contains,ContainsFunc}'], subject: 1, clears: 'all', when: true },
    {
      calls: [
        '{govalidator,valid}.{IsAlphanumeric,IsAlpha,IsNumeric,IsInt,IsUUID,IsUUIDv4,IsHexadecimal,IsDNSName,IsIP,IsIPv4}',
      ],
      subject: 0,
      clears: 'all',
      when: true,
    },
    {
      calls: ['strings.EqualFold'],
      subject: 0,
      clears: 'all',
      when: true,
      where: [{ argument: { index: 1 }, matches: /./s }],
    },
  ],
  propagators: [
    {
      calls: [
        '{json,xml,yaml,yaml/v2,toml,msgpack,proto,bson,gob,encoding/json,encoding/xml}.{Unmarshal,UnmarshalStrict}',
      ],
      from: [0],
      to: [1],
    },
    {
      calls: [
        '*.Decoder.{Decode,DecodeElement}',
        '*.NewDecoder().{Decode,DecodeElement}',
        '*.{Decoder,NewDecoder()}.Token',
      ],
      from: ['receiver'],
      to: [0, 'result'],
    },
    { calls: ['schema.Decoder.Decode', 'schema.NewDecoder().Decode', 'mapstructure.Decode'], from: [1], to: [0] },
    { calls: ['render.{Decode,DecodeJSON,Bind}'], from: [0], to: [1] },
    { calls: ['io.{ReadFull,ReadAtLeast}'], from: [0], to: [1] },
    { calls: ['=copy'], from: [1], to: [0] },
    { calls: ['fmt.{Sscan,Sscanln}'], from: [0], to: [1, 2, 3] },
    { calls: ['fmt.Sscanf'], from: [0], to: [2, 3, 4] },
    {
      calls: [
        '{strings.Builder,bytes.Buffer,bufio.Writer}.{WriteString,Write,WriteByte,WriteRune,Fprintf,Fprint,ReadFrom}',
      ],
      from: ['arguments'],
      to: ['receiver'],
    },
    { calls: ['{bytes.Buffer,bufio.Reader,strings.Reader}.{Read,ReadFull}'], from: ['receiver'], to: [0] },
    { calls: ['net/url.Values.{Set,Add}'], from: [1], to: ['receiver'] },
    { calls: ['{text,html}/template.Template.Execute'], from: [1], to: [0] },
    { calls: ['container/list.List.{PushBack,PushFront}'], from: [0], to: ['receiver'] },
    { calls: ['sync.Map.Store'], from: [1], to: ['receiver'] },
  ],
  clean: [
    {
      calls: [
        '={len,cap,min,max,copy,delete,close,print,println,recover,clear}',
        'strings.{Contains,ContainsAny,ContainsRune,HasPrefix,HasSuffix,EqualFold,Index,IndexByte,IndexAny,LastIndex,Count,Compare}',
        'bytes.{Contains,HasPrefix,HasSuffix,Equal,Compare,Index}',
        'errors.{Is,As,New}',
        '{regexp.Regexp,RegExp()}.{MatchString,Match,FindStringIndex,NumSubexp}',
        'slices.{Contains,Index,Equal}',
        'sort.SearchStrings',
        'unicode.*',
        'utf8.*',
        'reflect.{TypeOf,DeepEqual}',
        'path/filepath.IsLocal',
        'time.{Now,Since}',
        '*.{Close,Flush,Lock,Unlock,RLock,RUnlock,Wait,Done}',
      ],
    },
  ],
  types: [
    { values: ['regexp.{MustCompile,Compile,MustCompilePOSIX}()'], type: 'regexp.Regexp' },
    { values: ['bytes.{NewBuffer,NewBufferString}()'], type: 'bytes.Buffer' },
    { values: ['bufio.NewWriter()'], type: 'bufio.Writer' },
    { values: ['strings.NewReplacer()'], type: 'strings.Replacer' },
    { values: ['encoding/json.NewDecoder()'], type: 'encoding/json.Decoder' },
    { values: ['encoding/xml.NewDecoder()'], type: 'encoding/xml.Decoder' },
    { values: ['encoding/gob.NewDecoder()'], type: 'encoding/gob.Decoder' },
  ],
}

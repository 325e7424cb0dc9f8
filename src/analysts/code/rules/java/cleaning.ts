import type { CleanRule, GuardRule, SanitiserRule } from '../../flow/rules.ts'

/** What takes the harm out of data, and for what. */
export const javaSanitisers: readonly SanitiserRule[] = [
  {
    calls: [
      '{Integer,Long,Double,Float,Short,Byte}.{parseInt,parseLong,parseDouble,parseFloat,parseShort,parseByte,parseUnsignedInt,parseUnsignedLong,valueOf,decode}',
      'Boolean.{parseBoolean,valueOf}',
      '{BigInteger,BigDecimal}.new',
      'UUID.{fromString,nameUUIDFromBytes}',
      '{LocalDate,LocalDateTime,LocalTime,Instant,ZonedDateTime,OffsetDateTime,Duration,Period,Year}.parse',
      '{NumberUtils,Ints,Longs}.{toInt,toLong,toDouble,toFloat,tryParse,createInteger,createLong,parseNumber}',
    ],
    clears: 'all',
    throws: true,
  },
  {
    calls: [
      'Enum.valueOf',
      'EnumUtils.{getEnum,getEnumIgnoreCase}',
      '{DateFormat,SimpleDateFormat}.parse',
      'ServletRequestUtils.{getIntParameter,getLongParameter,getBooleanParameter,getRequiredIntParameter,getRequiredLongParameter}',
      'InetAddress.getByAddress',
    ],
    clears: 'all',
  },
  {
    calls: [
      '{MessageDigest.digest,Mac.doFinal,DigestUtils.*,Hashing.*}',
      '{PasswordEncoder,BCryptPasswordEncoder,Argon2PasswordEncoder}.encode',
      'BCrypt.hashpw',
    ],
    clears: 'all',
  },
  {
    calls: [
      'Encode.{forHtml,forHtmlContent,forHtmlAttribute,forHtmlUnquotedAttribute,forXml,forXmlContent,forXmlAttribute,forJavaScript,forJavaScriptAttribute,forJavaScriptBlock,forJavaScriptSource,forCssString,forCDATA}',
      'HtmlUtils.{htmlEscape,htmlEscapeDecimal,htmlEscapeHex}',
      'JavaScriptUtils.javaScriptEscape',
      'StringEscapeUtils.{escapeHtml,escapeHtml3,escapeHtml4,escapeXml,escapeXml10,escapeXml11,escapeEcmaScript,escapeJavaScript}',
      '{Encoder,DefaultEncoder,encoder()}.{encodeForHTML,encodeForHTMLAttribute,encodeForJavaScript,encodeForCSS,encodeForXML,encodeForXMLAttribute}',
      'HtmlEscapers.htmlEscaper().escape',
      'XmlEscapers.*.escape',
      '{PolicyFactory,HtmlPolicyBuilder.toFactory(),Sanitizers.*}.sanitize',
      'Jsoup.clean',
      '{AntiSamy,Safelist}.{scan,clean}',
      'Policy.sanitize',
      'SafeHtmlUtils.{htmlEscape,fromString}',
      'HtmlEscape.{escapeHtml4,escapeHtml5,escapeHtml4Xml,escapeHtml5Xml}',
      'Functions.escapeXml',
      'ResponseUtils.filter',
    ],
    clears: ['html'],
  },
  {
    calls: [
      '*.{escapeHtml,escapeHTML,htmlEscape,encodeHtml,encodeHTML,encodeForHtml,escapeXml,escapeXML,htmlEncode,sanitizeHtml,stripXss,stripXSS,cleanXss}',
    ],
    clears: ['html', 'xml'],
  },
  { calls: ['{Encoder,DefaultEncoder,encoder()}.encodeForSQL', 'StringEscapeUtils.escapeSql'], clears: ['sql'] },
  {
    calls: [
      '{Encoder,DefaultEncoder,encoder()}.{encodeForLDAP,encodeForDN}',
      'LdapEncoder.{filterEncode,nameEncode}',
      '{Filter,FilterEncoder}.{escapeLDAPSearchFilter,encodeFilterValue}',
      'Rdn.escapeValue',
      '*.{escapeLDAPSearchFilter,escapeLdapFilter,escapeLDAP,escapeDN,ldapEscape,encodeLdap}',
    ],
    clears: ['ldap'],
  },
  {
    calls: ['{Encoder,DefaultEncoder,encoder()}.encodeForXPath', '*.{escapeXPath,xpathEscape,quoteXPath}'],
    clears: ['xpath'],
  },
  { calls: ['{Encoder,DefaultEncoder,encoder()}.encodeForOS'], clears: ['command'] },
  {
    calls: [
      'URLEncoder.encode',
      'UriUtils.{encode,encodePath,encodePathSegment,encodeQueryParam}',
      '{Encoder,DefaultEncoder,encoder()}.encodeForURL',
      'Encode.{forUriComponent,forUri}',
      'UrlEscapers.*.escape',
    ],
    clears: ['html', 'sql', 'xpath', 'ldap', 'url', 'redirect', 'path', 'header', 'log', 'command', 'xml'],
  },
  {
    calls: [
      'FilenameUtils.{getName,getBaseName,getExtension}',
      'File.getName',
      'Path.getFileName',
      '{StringUtils.getFilename,StringUtils.getFilenameExtension}',
      '*.{sanitizeFilename,sanitizeFileName,cleanFileName,safeFileName}',
    ],
    clears: ['path'],
  },
  { calls: ['*.{sanitize,sanitise,sanitizeInput,sanitizeHtml}'], clears: ['html', 'log', 'header'] },
  { calls: ['Pattern.quote'], clears: ['regex'] },
  { calls: ['StringEscapeUtils.{escapeJava,escapeJson}'], clears: ['log', 'header'] },
]

/** Tests of texts and characters that let only harmless ones through. */
export const javaGuards: readonly GuardRule[] = [
  {
    calls: [
      'Character.{isDigit,isLetter,isLetterOrDigit,isAlphabetic,isJavaIdentifierPart}',
      'StringUtils.{isNumeric,isAlpha,isAlphanumeric,isNumericSpace,isAlphanumericSpace}',
      'NumberUtils.{isDigits,isNumber,isCreatable,isParsable}',
    ],
    subject: 0,
    clears: 'all',
    when: true,
  },
]

/** Calls whose result is nothing of what went in: counts, comparisons, and what an outer system answers. */
export const javaClean: readonly CleanRule[] = [
  {
    calls: [
      '*.{length,size,isEmpty,isBlank,equals,equalsIgnoreCase,contentEquals,hashCode,compareTo,compareToIgnoreCase,indexOf,lastIndexOf,contains,containsKey,containsValue,startsWith,endsWith,matches,hasNext,hasMoreElements,hasMoreTokens,isPresent,codePointAt,anyMatch,allMatch,noneMatch,count,countTokens,ordinal,intValue,longValue,doubleValue,floatValue,booleanValue,available,groupCount,nextInt,nextLong,nextBoolean,getAsInt,getAsLong,getAsDouble,asInt,asLong,asBoolean}',
      '*.getClass',
      '{HttpServletRequest,ServletRequest,HttpServletRequestWrapper}.{getContextPath,getMethod,getSession,getServletContext,getLocale,getRemoteAddr,getRemotePort,getRemoteUser,getUserPrincipal,getScheme,getServerPort,isSecure,isUserInRole,getContentLength,getCharacterEncoding,getDispatcherType,getAuthType}',
      '{Objects,StringUtils,Strings,CollectionUtils}.{equals,isNull,nonNull,hash,isEmpty,isNotEmpty,isBlank,isNotBlank,isNullOrEmpty,hasText,hasLength,isNumeric,isAlpha,isAlphanumeric}',
      'Character.{isDigit,isLetter,isLetterOrDigit,isWhitespace,getNumericValue}',
    ],
  },
  {
    calls: [
      '{Statement,PreparedStatement,CallableStatement}.{executeQuery,execute,executeUpdate,executeLargeUpdate,executeBatch,getResultSet,getGeneratedKeys}',
      '{JdbcTemplate,NamedParameterJdbcTemplate,JdbcOperations,NamedParameterJdbcOperations,SimpleJdbcCall}.*',
      '{Query,TypedQuery,NativeQuery}.{getResultList,getSingleResult,executeUpdate,list,uniqueResult,stream}',
      '{EntityManager,Session}.{find,get,load,merge,getReference}',
      '*Repository.*',
    ],
  },
  {
    calls: [
      'Runtime.exec',
      'ProcessBuilder.start',
      '{FileInputStream,FileOutputStream,FileReader,FileWriter,RandomAccessFile,ZipFile,JarFile}.new',
      'Files.{readAllBytes,readAllLines,readString,lines,newInputStream,newBufferedReader,newOutputStream,exists,isDirectory,isRegularFile,size,copy,delete,deleteIfExists,write,writeString}',
      'File.{exists,isFile,isDirectory,length,lastModified,canRead,canWrite,delete,mkdir,mkdirs,createNewFile,renameTo}',
      '{DirContext,InitialDirContext,LdapContext,InitialLdapContext}.search',
      'LdapTemplate.{search,authenticate,lookup}',
      '{XPath,XPathExpression}.evaluate',
      '{RestTemplate,WebClient,HttpClient,CloseableHttpClient,OkHttpClient}.*',
      '{URL.openStream,URLConnection.getInputStream,HttpURLConnection.getInputStream,HttpURLConnection.getResponseCode}',
      '{HttpSession,ServletContext}.getAttribute',
      'Base64.{getEncoder,getDecoder,getUrlEncoder,getUrlDecoder}',
    ],
  },
]

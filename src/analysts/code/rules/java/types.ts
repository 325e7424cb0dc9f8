import type { TypeRule } from '../../flow/rules.ts'

const RESPONSE = '{HttpServletResponse,ServletResponse,HttpServletResponseWrapper,ServletResponseWrapper}'
/** What a browser does not take for a page. */
const NO_PAGE =
  /^(?:text\/(?:plain|csv|calendar)|application\/(?!xhtml|xml)|image\/(?!svg)|audio\/|video\/|(?:.*\.)?(?:APPLICATION_(?:JSON|PDF|OCTET_STREAM)|TEXT_PLAIN)\w*$)/i

/** What calls give whose type the code does not say: chains, `var`, and writers that go to the one who asks. */
export const javaTypes: readonly TypeRule[] = [
  {
    values: [`${RESPONSE}.{getWriter,getOutputStream}()`],
    where: [{ argument: { index: -1 }, field: 'contentType', matches: NO_PAGE }],
    type: 'response.Other',
  },
  {
    values: [`${RESPONSE}.getWriter()`],
    type: 'response.Writer',
  },
  {
    values: [`${RESPONSE}.getOutputStream()`],
    type: 'response.Stream',
  },
  { values: ['response.Writer.{append,format,printf}()'], type: 'response.Writer' },
  { values: ['{PageContext,JspContext}.getOut()'], type: 'response.Writer' },
  {
    values: [
      '{PageContext,RequestContext}.getRequest()',
      'ServletActionContext.getRequest()',
      'ServletRequestAttributes.getRequest()',
    ],
    type: 'HttpServletRequest',
  },
  {
    values: [
      'ServletActionContext.getResponse()',
      'PageContext.getResponse()',
      'ServletRequestAttributes.getResponse()',
    ],
    type: 'HttpServletResponse',
  },
  {
    values: ['{HttpServletRequest,HttpServletRequestWrapper}.getSession()', 'PageContext.getSession()'],
    type: 'HttpSession',
  },
  {
    values: [
      '{HttpServletRequest,HttpServlet,GenericServlet,ServletConfig,HttpSession,PageContext}.getServletContext()',
    ],
    type: 'ServletContext',
  },
  { values: ['Runtime.getRuntime()'], type: 'java.lang.Runtime' },
  {
    values: [
      'DriverManager.getConnection()',
      '{DataSource,HikariDataSource,BasicDataSource}.getConnection()',
      'JdbcTemplate.getDataSource().getConnection()',
    ],
    type: 'java.sql.Connection',
  },
  { values: ['Connection.createStatement()'], type: 'java.sql.Statement' },
  {
    values: [
      '{EntityManagerFactory.createEntityManager,Persistence.createEntityManagerFactory().createEntityManager}()',
    ],
    type: 'EntityManager',
  },
  { values: ['{SessionFactory.openSession,SessionFactory.getCurrentSession}()'], type: 'org.hibernate.Session' },
  { values: ['EntityManager.unwrap()'], type: 'org.hibernate.Session' },
  { values: ['{XPathFactory.newInstance().newXPath,XPathFactory.newXPath}()'], type: 'javax.xml.xpath.XPath' },
  {
    values: ['DocumentBuilderFactory.{newInstance,newDefaultInstance,newNSInstance}()'],
    type: 'javax.xml.parsers.DocumentBuilderFactory',
  },
  {
    values: ['SAXParserFactory.{newInstance,newDefaultInstance,newNSInstance}()'],
    type: 'javax.xml.parsers.SAXParserFactory',
  },
  {
    values: ['XMLInputFactory.{newInstance,newFactory,newDefaultFactory}()'],
    type: 'javax.xml.stream.XMLInputFactory',
  },
  { values: ['TransformerFactory.{newInstance,newDefaultInstance}()'], type: 'javax.xml.transform.TransformerFactory' },
  { values: ['SchemaFactory.{newInstance,newDefaultInstance}()'], type: 'javax.xml.validation.SchemaFactory' },
  { values: ['XMLReaderFactory.createXMLReader()', 'SAXParser.getXMLReader()'], type: 'org.xml.sax.XMLReader' },
  {
    values: ['ScriptEngineManager.{getEngineByName,getEngineByExtension,getEngineByMimeType}()'],
    type: 'javax.script.ScriptEngine',
  },
  {
    values: ['LoggerFactory.getLogger()', 'LogManager.getLogger()', 'Logger.getLogger()', 'LogFactory.getLog()'],
    type: 'Logger',
  },
  {
    values: [
      '{HttpClients.createDefault,HttpClientBuilder.build,HttpClient.newHttpClient,HttpClients.custom().build}()',
    ],
    type: 'HttpClient',
  },
  { values: ['URL.openConnection()'], type: 'java.net.URLConnection' },
  { values: ['WebClient.{create,builder().build}()'], type: 'WebClient' },
  { values: ['SocketFactory.getDefault()'], type: 'javax.net.SocketFactory' },
  {
    values: [
      'Paths.get()',
      'Path.of()',
      'File.toPath()',
      'FileSystem.getPath()',
      'Path.{resolve,normalize,toAbsolutePath,getParent,resolveSibling}()',
    ],
    type: 'java.nio.file.Path',
  },
]

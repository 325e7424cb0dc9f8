import type { ParameterRule, SourceRule } from '../../flow/rules.ts'

const REQUEST =
  '{HttpServletRequest,ServletRequest,HttpServletRequestWrapper,ServletRequestWrapper,MultipartHttpServletRequest,request,req,getRequest(),getHttpServletRequest()}'

/** Where data of whoever sends requests comes in, and what is said of it. */
export const javaSources: readonly SourceRule[] = [
  {
    values: [
      `${REQUEST}.{getParameter,getParameterValues,getParameterMap,getParameterNames}()`,
      '{WebRequest,NativeWebRequest,PortletRequest,ActionRequest,RenderRequest,ResourceRequest}.{getParameter,getParameterValues,getParameterMap,getParameterNames}()',
      'ServletRequestUtils.{getStringParameter,getRequiredStringParameter,getStringParameters}()',
      'WebUtils.{findParameterValue,getParametersStartingWith}()',
      'UriInfo.{getQueryParameters,getPathParameters}()',
      'io.javalin.http.Context.{queryParam,queryParams,queryParamMap,pathParam,pathParamMap,formParam,formParams,formParamMap}()',
      'spark.Request.{params,queryParams,queryParamsValues,queryMap,splat}()',
      '{HttpServerRequest,RoutingContext}.{getParam,params,formAttributes,getFormAttribute,pathParam,pathParams,queryParam,queryParams}()',
      'ServerRequest.{pathVariable,pathVariables,queryParam,queryParams,formData,params,param}()',
      'ServerHttpRequest.{getQueryParams,getPath}()',
      'APIGatewayProxyRequestEvent.{getQueryStringParameters,getPathParameters,getMultiValueQueryStringParameters}()',
    ],
    what: 'a parameter of the request',
    origin: 'remote',
  },
  {
    values: [
      `${REQUEST}.{getHeader,getHeaders,getHeaderNames}()`,
      '{WebRequest,NativeWebRequest}.{getHeader,getHeaderValues,getHeaderNames}()',
      'HttpHeaders.{getHeaderString,getRequestHeader,getRequestHeaders}()',
      'ContainerRequestContext.{getHeaderString,getHeaders}()',
      'io.javalin.http.Context.{header,headerMap,userAgent}()',
      'spark.Request.{headers,userAgent}()',
      'HttpServerRequest.{getHeader,headers}()',
      '{ServerHttpRequest,APIGatewayProxyRequestEvent}.getHeaders()',
      'HttpExchange.getRequestHeaders()',
    ],
    what: 'a header of the request',
    origin: 'remote',
  },
  {
    values: [
      `${REQUEST}.getCookies()`,
      'WebUtils.getCookie()',
      'io.javalin.http.Context.{cookie,cookieMap}()',
      'spark.Request.{cookie,cookies}()',
      '{HttpHeaders,ServerHttpRequest,ContainerRequestContext}.getCookies()',
      '{HttpServerRequest,RoutingContext}.{getCookie,cookies,cookieMap}()',
    ],
    what: 'a cookie of the request',
    origin: 'remote',
  },
  {
    values: [
      `${REQUEST}.{getQueryString,getRequestURI,getRequestURL,getPathInfo,getPathTranslated}()`,
      'UriInfo.{getPath,getPathSegments,getRequestUri,getAbsolutePath}()',
      'HttpExchange.getRequestURI()',
      '{ServerHttpRequest,ServerRequest}.{getURI,uri}()',
      'spark.Request.{pathInfo,queryString,uri,url}()',
      'io.javalin.http.Context.{path,queryString,url,fullUrl}()',
      '{FullHttpRequest,HttpRequest,HttpServerRequest}.{uri,path,query,getUri,absoluteURI}()',
    ],
    what: 'the address of the request',
    origin: 'remote',
  },
  {
    values: [
      `${REQUEST}.{getInputStream,getReader,getPart,getParts,getFile,getFiles,getFileMap,getFileNames}()`,
      '{Part,FilePart}.{getInputStream,getSubmittedFileName,getName,filename,getHeader}()',
      '{MultipartFile,CommonsMultipartFile}.{getOriginalFilename,getInputStream,getBytes,getResource}()',
      '{FileItem,DiskFileItem,FileItemStream}.{getName,getString,getInputStream,get,openStream,getFieldName}()',
      'FormDataContentDisposition.getFileName()',
      'HttpExchange.getRequestBody()',
      'io.javalin.http.Context.{body,bodyAsBytes,bodyInputStream,bodyAsClass,uploadedFile,uploadedFiles}()',
      'spark.Request.{body,bodyAsBytes,raw}()',
      'RoutingContext.{getBodyAsString,getBodyAsJson,getBody,body}()',
      '{RequestEntity,ServerHttpRequest,APIGatewayProxyRequestEvent,FullHttpRequest}.{getBody,content}()',
      'ServerRequest.{bodyToMono,bodyToFlux,body}()',
      'ContainerRequestContext.getEntityStream()',
    ],
    what: 'the body of the request',
    origin: 'remote',
  },
  {
    values: [
      '{TextMessage,Message,BytesMessage,MapMessage,ObjectMessage}.{getText,getBody,getObject,getStringProperty,readUTF}()',
      'ConsumerRecord.{value,key}()',
    ],
    what: 'a message',
    origin: 'remote',
  },
  {
    values: ['{Socket,SSLSocket}.getInputStream()', 'DatagramPacket.getData()', 'SocketChannel.read()'],
    what: 'what comes over the network',
    origin: 'remote',
  },
  {
    values: [
      '{ZipEntry,JarEntry,ZipArchiveEntry,TarArchiveEntry,ArchiveEntry,TarEntry,FileHeader}.{getName,getFileName,getLinkName}()',
    ],
    what: 'the name of an entry of an archive',
    origin: 'remote',
  },
  {
    values: ['System.getenv()', '{Console,LineReader}.readLine()', 'Scanner.{next,nextLine}()'],
    what: 'what the user of the machine sets',
    origin: 'local',
  },
]

const HANDLED = { origin: 'remote' } as const

/** Parameters that a framework fills with what a request holds. */
export const javaParameters: readonly ParameterRule[] = [
  {
    annotations: ['{RequestParam,PathVariable,MatrixVariable,QueryValue,RequestPart,ModelAttribute,Part}'],
    of: 'parameter',
    source: { what: 'a parameter of the request', ...HANDLED },
  },
  {
    annotations: [
      '{PathParam,QueryParam,FormParam,MatrixParam,BeanParam,FormDataParam,RestQuery,RestPath,RestForm,RestMatrix,DefaultValue}',
    ],
    of: 'parameter',
    source: { what: 'a parameter of the request', ...HANDLED },
  },
  {
    annotations: ['{RequestHeader,HeaderParam,RestHeader,Header}'],
    of: 'parameter',
    source: { what: 'a header of the request', ...HANDLED },
  },
  {
    annotations: ['{CookieValue,CookieParam,RestCookie}'],
    of: 'parameter',
    source: { what: 'a cookie of the request', ...HANDLED },
  },
  {
    annotations: ['{RequestMapping,GetMapping,PostMapping,PutMapping,DeleteMapping,PatchMapping}'],
    bare: true,
    typed:
      /^(?:String|String\[\]|Optional|MultipartFile)$|(?:Form|D[Tt][Oo]|Command|Input|Criteria|Params|Payload|Body)$/,
    source: { what: 'a parameter of the request', ...HANDLED },
  },
  {
    annotations: ['{ws.rs.POST,ws.rs.PUT,ws.rs.PATCH,POST,PUT,PATCH}'],
    bare: true,
    source: { what: 'the body of the request', ...HANDLED },
  },
  {
    annotations: ['{RequestBody,Body,Payload}'],
    of: 'parameter',
    source: { what: 'the body of the request', ...HANDLED },
  },
  {
    annotations: [
      '{KafkaListener,JmsListener,RabbitListener,RabbitHandler,SqsListener,StreamListener,OnMessage,MessageMapping}',
    ],
    source: { what: 'a message', ...HANDLED },
  },
]

import type { FlowRules } from '../../flow/rules.ts'

const FIBER = '{fiber,fiber/v2,fiber/v3}.Ctx'
const ECHO = '{echo,echo/v4,echo/v5}.Context'
const IRIS = '{iris,iris/v12,context}.Context'

/** Where a request comes in: the standard library and the web frameworks. */
export const REQUEST: Pick<FlowRules, 'sources' | 'types'> = {
  sources: [
    {
      values: [
        'net/http.Request.{FormValue,PostFormValue,PathValue,FormFile,MultipartReader,BasicAuth}()',
        'net/http.Request.{Form,PostForm,MultipartForm}',
        'net/http.Request.URL.{Query,String,RequestURI,EscapedPath,Parse}()',
        'net/http.Request.URL.{RawQuery,Path,RawPath,Fragment,Opaque}',
        '{chi,chi/v5}.{URLParam,URLParamFromCtx}()',
        'mux.Vars()',
        'httprouter.Params.ByName()',
        'httprouter.{Param.Value,ParamsFromContext()}',
        'pat.Param()',
      ],
      what: 'a parameter of the request',
      origin: 'remote',
    },
    {
      values: ['net/http.Request.{Header,Trailer,UserAgent(),Referer(),Cookies(),Cookie(),RequestURI}'],
      what: 'a header of the request',
      origin: 'remote',
    },
    {
      values: ['net/http.Request.Body', 'net/http.Request.GetBody()', 'net/http.MaxBytesReader()'],
      what: 'the body of the request',
      origin: 'remote',
    },
    {
      values: [
        'gin.Context.{Query,DefaultQuery,GetQuery,QueryArray,GetQueryArray,QueryMap,GetQueryMap}()',
        'gin.Context.{PostForm,DefaultPostForm,GetPostForm,PostFormArray,PostFormMap,FormFile,MultipartForm}()',
        'gin.Context.{Param,GetHeader,Cookie,GetRawData}()',
        'gin.Context.Params',
      ],
      what: 'a parameter of the request',
      origin: 'remote',
    },
    {
      values: [
        'gin.Context.{Bind,BindJSON,BindXML,BindYAML,BindQuery,BindUri,BindHeader,BindWith}()',
        'gin.Context.{ShouldBind,ShouldBindJSON,ShouldBindXML,ShouldBindYAML,ShouldBindQuery,ShouldBindUri}()',
        'gin.Context.{ShouldBindHeader,ShouldBindWith,ShouldBindBodyWith,MustBindWith}()',
        `${ECHO}.Bind()`,
        `${FIBER}.{BodyParser,QueryParser,ParamsParser,ReqHeaderParser,CookieParser}()`,
        'fiber/v3.Bind.{Body,Query,URI,Header,Cookie,JSON,Form}()',
        `${IRIS}.{ReadJSON,ReadForm,ReadQuery,ReadBody}()`,
        '{web,beego}.Controller.ParseForm()',
      ],
      what: 'a parameter of the request',
      origin: 'remote',
      fills: [0],
    },
    {
      values: [
        `${ECHO}.{QueryParam,QueryParams,QueryString,Param,ParamValues,FormValue,FormParams,FormFile,MultipartForm,Cookie,Cookies}()`,
      ],
      what: 'a parameter of the request',
      origin: 'remote',
    },
    {
      values: [
        `${FIBER}.{Query,Queries,Params,AllParams,FormValue,FormFile,MultipartForm,Body,BodyRaw,Cookies,Get,GetReqHeaders,OriginalURL,Path,Hostname}()`,
      ],
      what: 'a parameter of the request',
      origin: 'remote',
    },
    {
      values: [
        `${IRIS}.{URLParam,URLParamDefault,URLParams,FormValue,FormValueDefault,PostValue,GetHeader,GetCookie,GetBody}()`,
        '{web,beego}.Controller.{GetString,GetStrings,Input,GetFile}()',
        'context.BeegoInput.{Query,Param,Header,Cookie}()',
        'context.BeegoInput.RequestBody',
      ],
      what: 'a parameter of the request',
      origin: 'remote',
    },
    {
      values: [
        'fasthttp.RequestCtx.{QueryArgs,PostArgs,FormValue,PostBody,RequestURI,UserValue,UserAgent,Referer,Path}()',
        'fasthttp.RequestCtx.Request.{Header,Body()}',
      ],
      what: 'a parameter of the request',
      origin: 'remote',
    },
    {
      values: [
        '{APIGatewayProxyRequest,APIGatewayV2HTTPRequest,LambdaFunctionURLRequest,ALBTargetGroupRequest}.{Body,QueryStringParameters,MultiValueQueryStringParameters,PathParameters,Headers,RawQueryString}',
      ],
      what: 'a parameter of the event',
      origin: 'remote',
    },
    {
      values: ['websocket.Conn.{ReadMessage,ReadJSON,Read,NextReader}()'],
      what: 'a message of the connection',
      origin: 'remote',
      fills: [0],
    },
    {
      values: ['archive/zip.File.Name', 'archive/zip.FileHeader.Name', 'archive/tar.Header.{Name,Linkname}'],
      what: 'the name of an entry of an archive',
      origin: 'remote',
    },
    {
      values: ['mime/multipart.FileHeader.Filename', 'mime/multipart.Part.{FileName,FormName}()'],
      what: 'the name of an uploaded file',
      origin: 'remote',
    },
  ],
  types: [
    { values: ['gin.Context.Request', `${ECHO}.Request()`, `${IRIS}.Request()`], type: 'net/http.Request' },
    { values: ['net/http.Request.WithContext()', 'net/http.Request.Clone()'], type: 'net/http.Request' },
    {
      values: ['gin.Context.Writer', `${ECHO}.Response()`, `${ECHO}.Response().Writer`],
      type: 'net/http.ResponseWriter',
    },
    { values: [`${IRIS}.ResponseWriter()`], type: 'net/http.ResponseWriter' },
    { values: ['archive/zip.{OpenReader,NewReader}()'], type: 'archive/zip.Reader' },
    {
      values: ['archive/zip.{Reader,ReadCloser}.File.[]', 'archive/zip.Reader.Reader.File.[]'],
      type: 'archive/zip.File',
    },
    { values: ['archive/tar.NewReader()'], type: 'archive/tar.Reader' },
    { values: ['archive/tar.Reader.Next()'], type: 'archive/tar.Header' },
    { values: ['fiber/v3.Ctx.Bind()'], type: 'fiber/v3.Bind' },
    { values: ['mime/multipart.Reader.{NextPart,NextRawPart}()'], type: 'mime/multipart.Part' },
  ],
}

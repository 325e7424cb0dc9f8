import type { ParameterRule, SourceRule } from '../../flow/rules.ts'

/** Where a Python program takes in what others wrote: the web frameworks, sockets, arguments and the environment. */
export const PYTHON_SOURCES: readonly SourceRule[] = [
  {
    values: [
      '{request,Request,HttpRequest}.{args,form,values,view_args,query_string,query_params,path_params,GET,POST,params,matchdict,match_info,query,forms,rel_url,arguments,body_arguments,query_arguments,urlvars}',
      'request.{get_param,getlist}()',
      'req.{params,context.params}',
      'req.{get_param,get_param_as_list}()',
    ],
    what: 'a parameter of the request',
    origin: 'remote',
  },
  {
    values: [
      '{request,Request,HttpRequest}.{data,json,body,stream,files,FILES,json_body,text_body,body_file,bounded_stream,media}',
      '{request,Request,HttpRequest}.{get_json,get_data,json,body,form,post,text,read,multipart}()',
      'req.{media,stream,bounded_stream}',
      'req.get_media()',
      '*.rfile',
    ],
    what: 'the body of the request',
    origin: 'remote',
  },
  {
    values: [
      '{request,Request,HttpRequest}.{headers,META,user_agent,authorization,accept_languages,mimetype,content_type}',
      '{request,Request,HttpRequest}.get_header()',
      'req.{headers,auth}',
      'req.get_header()',
      'BaseHTTPRequestHandler.headers',
    ],
    what: 'a header of the request',
    origin: 'remote',
  },
  {
    values: [
      '{request,Request,HttpRequest}.{cookies,COOKIES}',
      '{request,Request,HttpRequest}.get_cookie()',
      'req.cookies',
      'req.get_cookie_values()',
      '*.{get_cookie,get_secure_cookie}()',
    ],
    what: 'a cookie of the request',
    origin: 'remote',
  },
  {
    values: ['{request,Request,HttpRequest}.{path,path_info,raw_path}', 'BaseHTTPRequestHandler.path'],
    what: 'the address of the request',
    origin: 'remote',
  },
  {
    values: [
      '*.{get_argument,get_arguments,get_query_argument,get_query_arguments,get_body_argument,get_body_arguments}()',
      '*.{get_query_parameter,get_form_parameter,get_query_param,get_form_param,get_url_parameter}()',
      '*.path_kwargs',
      '{self,*View,*ViewSet,*Handler}.kwargs',
      'cgi.{FieldStorage,parse,parse_multipart}()',
      'reqparse.RequestParser().parse_args()',
      'RequestParser().parse_args()',
      'flask_restful.reqparse.*.parse_args()',
      'webargs.flaskparser.parser.parse()',
      'cherrypy.request.{params,body,headers,json,cookie}',
    ],
    what: 'a parameter of the request',
    origin: 'remote',
  },
  {
    values: [
      'socket.socket().{recv,recvfrom,makefile}()',
      'conn.recv()',
      'websocket.{recv,receive_text,receive_json,receive_bytes}()',
      'WebSocket.{receive_text,receive_json,receive_bytes}()',
    ],
    what: 'a message from the network',
    origin: 'remote',
  },
  {
    values: [
      'sys.argv',
      'argparse.ArgumentParser().{parse_args,parse_known_args}()',
      'optparse.OptionParser().parse_args()',
    ],
    what: 'an argument of the command line',
    origin: 'local',
  },
  { values: ['os.environ', 'os.{getenv,environb}()'], what: 'the environment', origin: 'local' },
  { values: ['=input()', '=raw_input()', 'sys.stdin'], what: 'the standard input', origin: 'local' },
]

const VERBS = '{route,get,post,put,patch,delete,head,options,websocket,api_route,websocket_route}'
/** What a framework hands to a handler that is no part of the request. */
const HANDED =
  /(?:^|\.)(?:Depends|Security|Inject|Provide|Request|HttpRequest|HTTPConnection|Response|WebSocket|BackgroundTasks|Session|AsyncSession|AsyncClient|Redis|Settings)$/
const ROUTE_PARAMETER = { what: 'a parameter of the route', origin: 'remote' } as const

/** The functions that a framework calls with parts of a request. */
export const PYTHON_PARAMETERS: readonly ParameterRule[] = [
  { annotations: [`*.${VERBS}`, `=${VERBS}`, 'cherrypy.expose', '=expose'], source: ROUTE_PARAMETER, except: HANDED },
  {
    extend: {
      classes: ['{MethodView,Resource,MethodResource}', 'flask.views.View', '{RequestHandler,WebSocketHandler}'],
      methods: /^(?:get|post|put|patch|delete|head|options|dispatch_request)$/,
    },
    source: ROUTE_PARAMETER,
    except: HANDED,
  },
  {
    extend: {
      classes: [
        'django.views.{View,generic.View,generic.base.View}',
        '{APIView,GenericAPIView,ListAPIView,RetrieveAPIView,ViewSet,GenericViewSet,ModelViewSet,TemplateView,DetailView,ListView,CreateView,UpdateView,DeleteView,FormView,RedirectView}',
      ],
      methods: /^(?:get|post|put|patch|delete|retrieve|update|partial_update|destroy)$/,
    },
    parameters: [1, 2, 3],
    source: ROUTE_PARAMETER,
  },
  { handlers: ['*.add_url_rule'], source: ROUTE_PARAMETER },
  {
    handlers: ['django.urls.{path,re_path}', 'django.conf.urls.url'],
    parameters: [1, 2, 3, 4, 5],
    source: ROUTE_PARAMETER,
  },
  {
    names: [/^event$/, /^_?context$/],
    parameters: [0],
    source: { what: 'the event of the function', origin: 'remote' },
  },
  {
    names: [/^environ$/, /^start_response$/],
    parameters: [0],
    source: { what: 'the request', origin: 'remote' },
  },
  { annotations: ['click.{option,argument}'], source: { what: 'an argument of the command line', origin: 'local' } },
]

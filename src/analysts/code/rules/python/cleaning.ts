import type {
  CleanRule,
  GuardRule,
  NamePattern,
  PropagatorRule,
  SanitiserRule,
  TypeRule,
  VouchRule,
} from '../../flow/rules.ts'

/** What makes data harmless on its way, by what it is harmless for. */
export const PYTHON_SANITISERS: readonly SanitiserRule[] = [
  {
    calls: [
      '={int,float,bool,complex,len,ord,hash,id,abs,round,range,bin,hex,oct}',
      'uuid.UUID',
      '{UUID,Decimal}',
      'decimal.Decimal',
      'fractions.Fraction',
      'ipaddress.{ip_address,ip_network,ip_interface,IPv4Address,IPv6Address}',
      'datetime.{strptime,fromisoformat,fromtimestamp}',
      'datetime.datetime.{strptime,fromisoformat,fromtimestamp}',
      'datetime.date.fromisoformat',
      'dateutil.parser.{parse,isoparse}',
      'time.{strptime,mktime}',
      'calendar.timegm',
      '*.{hexdigest,digest}',
      'binascii.{hexlify,crc32}',
      '*.hex',
      'zlib.{crc32,adler32}',
      'werkzeug.security.generate_password_hash',
      'bcrypt.hashpw',
      'ast.parse',
    ],
    clears: 'all',
  },
  {
    calls: [
      'html.escape',
      'cgi.escape',
      'markupsafe.{escape,escape_silent,soft_str}',
      'flask.escape',
      'jinja2.{escape,utils.markupsafe.escape}',
      'bleach.{clean,linkify}',
      'nh3.clean',
      'django.utils.html.{escape,conditional_escape,format_html,format_html_join,escapejs,strip_tags}',
      'tornado.escape.xhtml_escape',
      'xml.sax.saxutils.{escape,quoteattr}',
      'werkzeug.utils.escape',
      'lxml.html.clean.clean_html',
      'Cleaner().{clean,clean_html}',
      'Markup.escape',
      'Markup().format',
    ],
    clears: ['html', 'xml'],
  },
  {
    calls: [
      '{request,Request}.{args,form,values,cookies,headers,GET,POST,params,query,forms}.{get,getlist,getone,getall}',
    ],
    clears: 'all',
    where: [{ argument: { index: 2, name: 'type' }, matches: /(?:^|\.)(?:int|float|bool|UUID|Decimal)$/ }],
  },
  {
    calls: ['re.sub', 're.subn', 'regex.sub'],
    clears: [
      'sql',
      'command',
      'code',
      'path',
      'html',
      'xpath',
      'ldap',
      'template',
      'header',
      'log',
      'regex',
      'url',
      'redirect',
    ],
    // All is taken out but letters, digits and what does no harm among them.
    where: [
      { argument: { index: 0, name: 'pattern' }, matches: /^(?:\[\^(?:\\w|\\d|[\w-])+\]|\\W)[+*]?$/ },
      { argument: { index: 1, name: 'repl' }, matches: /^[\w-]*$/ },
    ],
  },
  {
    // Whatever is wrong with what they are given is said where it is given.
    calls: [
      '{flask,django.http,werkzeug,werkzeug.wrappers,bottle,webob,pyramid.response,aiohttp.web}.{Response,HttpResponse,make_response,HTTPResponse,HttpResponseNotFound,HttpResponseBadRequest}',
      '{Response,HttpResponse,make_response,HTMLResponse,Markup,mark_safe}',
      'flask.{render_template_string,stream_template_string}',
      'render_template_string',
      'json.dumps',
    ],
    clears: ['html'],
  },
  {
    calls: [
      '{escape_html,html_escape,escape_for_html,escapeHtml,sanitize_html,sanitise_html,clean_html,escape_xml,xml_escape}',
    ],
    clears: ['html', 'xml'],
  },
  {
    calls: [
      'flask.{jsonify,redirect,url_for,send_file,send_from_directory,render_template,stream_template}',
      'flask.json.jsonify',
      'django.shortcuts.{render,redirect}',
      'django.http.{JsonResponse,HttpResponseRedirect,FileResponse}',
      'django.template.loader.render_to_string',
      'render_template',
      'fastapi.responses.{JSONResponse,RedirectResponse,FileResponse,PlainTextResponse,ORJSONResponse}',
      'starlette.responses.{JSONResponse,RedirectResponse,FileResponse,PlainTextResponse}',
      'Jinja2Templates().TemplateResponse',
      '*.TemplateResponse',
      'aiohttp.web.json_response',
    ],
    clears: ['html'],
  },
  {
    calls: [
      'urllib.parse.{quote,quote_plus,urlencode,quote_from_bytes}',
      'urllib.{quote,quote_plus,urlencode}',
      'werkzeug.urls.{url_quote,url_quote_plus,url_encode}',
      'django.utils.http.{urlquote,urlencode}',
      'tornado.escape.url_escape',
    ],
    clears: ['html', 'xml', 'command', 'sql', 'xpath', 'ldap', 'header', 'log'],
  },
  { calls: ['shlex.quote', 'pipes.quote', 'shlex.join'], clears: ['command'] },
  {
    calls: [
      'werkzeug.utils.secure_filename',
      'secure_filename',
      'django.utils.text.{slugify,get_valid_filename}',
      'slugify.slugify',
      'slugify',
    ],
    clears: ['path', 'html', 'xml', 'sql', 'command', 'xpath', 'ldap', 'log', 'header', 'url', 'redirect'],
  },
  {
    calls: [
      'os.path.basename',
      'ntpath.basename',
      'posixpath.basename',
      'werkzeug.utils.safe_join',
      'werkzeug.security.safe_join',
      'flask.safe_join',
      'django.utils._os.safe_join',
    ],
    clears: ['path'],
  },
  { calls: ['re.escape', 'regex.escape'], clears: ['regex'] },
  {
    calls: [
      'ldap.filter.{escape_filter_chars,filter_format}',
      'ldap.dn.escape_dn_chars',
      'ldap3.utils.conv.escape_filter_chars',
      'ldap3.utils.dn.escape_rdn',
      '{escape_filter_chars,escape_dn_chars,escape_rdn}',
    ],
    clears: ['ldap'],
  },
  {
    calls: [
      '{pymysql,MySQLdb}.{escape_string,converters.escape_string}',
      '*.{escape_string,literal,mogrify}',
      'psycopg2.extensions.{quote_ident,adapt}',
      '{psycopg,psycopg2}.sql.{Identifier,Literal,Placeholder}',
      'sqlalchemy.{bindparam,literal,column}',
    ],
    clears: ['sql'],
  },
  {
    calls: ['json.dumps', '{repr,ascii}', 'flask.json.dumps', 'simplejson.dumps', 'ujson.dumps'],
    clears: ['log', 'header', 'code'],
  },
  {
    calls: ['url_for', 'django.urls.reverse', 'django.urls.reverse_lazy'],
    clears: ['redirect', 'url', 'html', 'path'],
  },
]

const ANCHORED_CLASS = /^\^?[[\\(?:\w][\w\s\-\\[\]{},+*?:|()@]*(?:\$|\\Z)$/

/** Tests after which data is good. */
export const PYTHON_GUARDS: readonly GuardRule[] = [
  {
    calls: ['*.{isdigit,isalnum,isalpha,isdecimal,isnumeric,isidentifier}'],
    subject: 'receiver',
    clears: 'all',
    when: true,
  },
  {
    calls: ['re.{match,fullmatch}', 're.search'],
    subject: 1,
    clears: 'all',
    when: true,
    where: [{ argument: { index: 0 }, matches: ANCHORED_CLASS }],
  },
  {
    calls: ['re.compile().{match,fullmatch}'],
    subject: 0,
    clears: 'all',
    when: true,
  },
  {
    calls: ['re.fullmatch'],
    subject: 1,
    clears: 'all',
    when: true,
  },
  {
    calls: ['os.path.{realpath,abspath,normpath}().startswith', '*.resolve().startswith', '*.is_relative_to'],
    subject: 'receiver',
    clears: ['path'],
    when: true,
  },
  {
    calls: [
      '{is_safe_url,url_has_allowed_host_and_scheme,is_safe_redirect_url,is_safe_redirect,is_allowed_url,is_local_url}',
      '*.{is_safe_url,url_has_allowed_host_and_scheme,is_safe_redirect_url,is_safe_redirect}',
    ],
    subject: 0,
    clears: ['redirect', 'url'],
    when: true,
  },
  {
    calls: ['*.startswith'],
    subject: 'receiver',
    clears: ['redirect', 'url'],
    when: true,
    where: [{ argument: { index: 0 }, matches: /^(?:https?:\/\/[^/]+\/|\/\w)/ }],
  },
]

export const PYTHON_PROPAGATORS: readonly PropagatorRule[] = [
  {
    calls: ['*.{append,extend,appendleft,put,put_nowait,write,writelines}'],
    from: ['arguments'],
    to: ['receiver'],
  },
]

/** Results that hold nothing of what went in. */
export const PYTHON_CLEAN: readonly CleanRule[] = [
  {
    // What lies in a file, a table, a directory or on another server is not what it was asked for with.
    calls: [
      '=open',
      '{io.open,codecs.open,os.popen,aiofiles.open}',
      '*.{read_text,read_bytes,iterdir,resolve_name}',
      'os.{listdir,scandir,walk,stat,system,open}',
      'glob.{glob,iglob}',
      'subprocess.{run,call,check_call,check_output,Popen,getoutput,getstatusoutput}',
      '*.{execute,executemany,executescript,fetchone,fetchall,fetchmany,fetchval,fetchrow,search_s,search_ext_s,xpath}',
      '*.objects.{get,filter,exclude,create,get_or_create,update_or_create,raw,all}',
      '*.query.{get_or_404,filter_by,first_or_404}',
      '*.session.{get,scalar,scalars,query}',
      'elementpath.{select,iter_select}',
      '{requests,httpx}.{get,post,put,patch,delete,head,options,request}',
      'requests.{Session,session}().{get,post,put,patch,delete,head,options,request}',
      'urllib.request.urlopen',
      'django.shortcuts.{get_object_or_404,get_list_or_404}',
    ],
  },
  {
    calls: [
      '={isinstance,issubclass,callable,hasattr,any,all,type}',
      '*.{startswith,endswith,isdigit,isalnum,isalpha,isdecimal,isnumeric,isidentifier,islower,isupper,isspace,index,find,rfind,count,__len__,__contains__}',
      'os.path.{exists,isfile,isdir,islink,isabs,getsize,getmtime,samefile}',
      '*.{exists,is_file,is_dir,is_absolute,is_relative_to,stat}',
      'check_password_hash',
      'werkzeug.security.check_password_hash',
      'hmac.compare_digest',
      'secrets.compare_digest',
      'bcrypt.checkpw',
      're.compile().{match,fullmatch,search}.{start,end,span}',
      '*.{rowcount,lastrowid,status_code}',
    ],
  },
]

export const PYTHON_TYPES: readonly TypeRule[] = []

export const PYTHON_ENDS: readonly NamePattern[] = [
  '{flask,werkzeug.exceptions,bottle,aiohttp.web}.abort',
  '=abort',
  'sys.exit',
  'os.{_exit,abort}',
  '={exit,quit}',
]

/** The host of an address, and whether there is one, says where a link leads. */
export const PYTHON_VOUCHES: readonly VouchRule[] = [
  {
    values: [
      '{urllib.parse,urlparse,six.moves.urllib.parse,werkzeug.urls}.{urlparse,urlsplit,url_parse}().{netloc,hostname}',
      'yarl.URL().host',
      'httpx.URL().host',
    ],
    clears: ['url', 'redirect'],
  },
]

import type { CleanRule, GuardRule, NamePattern, PropagatorRule, TypeRule, VouchRule } from '../../flow/rules.ts'

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
  // What is looked up is not what it is looked up by.
  { calls: ['*.get'], from: ['receiver', 1], to: ['result'] },
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
      '*.{first,one,one_or_none,all,scalar_one,scalar_one_or_none,scalars,mappings,first_or_404}',
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

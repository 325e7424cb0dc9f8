import { beforeAll, describe, expect, it } from 'vitest'
import { analyseSecurity } from '../../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../../src/analysts/code/change/parse-change.ts'
import type { Parsers } from '../../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import type { ReviewedFile } from '../../../../src/core/review.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

const IMPORTS = [
  'errors',
  'fmt',
  'net/http',
  'os',
  'os/exec',
  'strings',
  'path/filepath',
  'net/url',
  'database/sql',
  'bufio',
  'bytes',
  'io',
  'encoding/json',
  'github.com/gorilla/mux',
  'html/template',
  'context',
  'strconv',
  'log/slog',
  'github.com/Masterminds/squirrel',
  'regexp',
]

function file(path: string, text: string): ReviewedFile {
  return { path, status: 'unchanged', text, changed: 'all' }
}

function rulesSaid(lines: string, beside: string): string[] {
  const imports = `import (${IMPORTS.map((path) => `"${path}"`).join('; ')})`
  const text = `package p\n${imports}\n${beside}\nfunc handle(w http.ResponseWriter, r *http.Request) {\n${lines}\n}`
  const other = file('a/q.go', 'package p\nimport "os"\nfunc drop2(x string) { os.Remove(x) }')
  return analyseSecurity(parseChange([file('a/p.go', text), other], parsers)).map(({ rule }) => rule)
}

/** Name, whether something is wrong, the lines of a handler, what stands beside it. */
const CASES: readonly [string, boolean, string, string][] = [
  ['order of a builder', true, 'q := squirrel.Select("a").From("t").OrderBy("x " + r.FormValue("o")); _ = q', ''],
  ['mux vars', true, 'id := mux.Vars(r)["id"]; os.Remove(id)', ''],
  ['query index', true, 'id := r.URL.Query()["id"][0]; os.Remove(id)', ''],
  ['header index', true, 'os.Remove(r.Header["X-A"][0])', ''],
  [
    'form range',
    true,
    'r.ParseForm(); for k, v := range r.Form { _ = k; for _, one := range v { os.Remove(one) } }',
    '',
  ],
  ['cookie', true, 'c, err := r.Cookie("x"); if err != nil { return }; os.Remove(c.Value)', ''],
  ['cookies loop', true, 'for _, c := range r.Cookies() { os.Remove(c.Value) }', ''],
  ['readall', true, 'b, _ := io.ReadAll(r.Body); os.Remove(string(b))', ''],
  [
    'unmarshal map',
    true,
    'var m map[string]string; b, _ := io.ReadAll(r.Body); json.Unmarshal(b, &m); os.Remove(m["x"])',
    '',
  ],
  [
    'unmarshal struct int',
    false,
    'var m struct{ID int; N string}; json.NewDecoder(r.Body).Decode(&m); os.Remove(strconv.Itoa(m.ID))',
    '',
  ],
  [
    'typed struct int',
    false,
    'var m T; json.NewDecoder(r.Body).Decode(&m); os.Remove(fmt.Sprint(m.ID))',
    'type T struct { ID int; N string }',
  ],
  [
    'typed struct string',
    true,
    'var m T; json.NewDecoder(r.Body).Decode(&m); os.Remove(m.N)',
    'type T struct { ID int; N string }',
  ],
  ['scanner', true, 's := bufio.NewScanner(r.Body); for s.Scan() { os.Remove(s.Text()) }', ''],
  ['channel', true, 'c := make(chan string, 1); c <- r.FormValue("x"); os.Remove(<-c)', ''],
  ['goroutine', true, 'x := r.FormValue("x"); go func(y string) { os.Remove(y) }(x)', ''],
  ['closure', true, 'x := r.FormValue("x"); f := func() { os.Remove(x) }; f()', ''],
  [
    'method chain',
    true,
    'newT(r.FormValue("x")).run()',
    'type T struct { n string }\nfunc newT(n string) *T { return &T{n: n} }\nfunc (t *T) run() { os.Remove(t.n) }',
  ],
  [
    'method set',
    true,
    't := &T{}; t.set(r.FormValue("x")); os.Remove(t.n)',
    'type T struct { n string }\nfunc (t *T) set(n string) { t.n = n }',
  ],
  [
    'method set const',
    false,
    't := &T{}; t.set(r.FormValue("x")); t.set("y"); os.Remove(t.n)',
    'type T struct { n string }\nfunc (t *T) set(n string) { t.n = n }',
  ],
  [
    'interface',
    true,
    'var s Store = fileStore{}; s.Drop(r.FormValue("x"))',
    'type Store interface { Drop(n string) }\ntype fileStore struct{}\nfunc (fileStore) Drop(n string) { os.Remove(n) }',
  ],
  [
    'interface param',
    true,
    'use(fileStore{}, r.FormValue("x"))',
    'type Store interface { Drop(n string) }\ntype fileStore struct{}\nfunc (fileStore) Drop(n string) { os.Remove(n) }\nfunc use(s Store, n string) { s.Drop(n) }',
  ],
  [
    'interface field',
    true,
    'srv.s.Drop(r.FormValue("x"))',
    'type Store interface { Drop(n string) }\ntype fileStore struct{}\nfunc (f *fileStore) Drop(n string) { os.Remove(n) }\ntype server struct { s Store }\nvar srv = &server{s: &fileStore{}}',
  ],
  [
    'interface unknown',
    true,
    'h.s.Drop(r.FormValue("x"))',
    'type Store interface { Drop(n string) }\ntype fileStore struct{}\nfunc (f *fileStore) Drop(n string) { os.Remove(n) }\ntype server struct { s Store }\nvar h *server',
  ],
  [
    'embedded',
    true,
    't := T{}; t.drop(r.FormValue("x"))',
    'type B struct{}\nfunc (b *B) drop(n string) { os.Remove(n) }\ntype T struct { *B }',
  ],
  ['global fn var', true, 'drop(r.FormValue("x"))', 'var drop = func(n string) { os.Remove(n) }'],
  [
    'func map',
    true,
    'm := map[string]func(string){"a": rm}; m["a"](r.FormValue("x"))',
    'func rm(n string) { os.Remove(n) }',
  ],
  ['variadic', true, 'all("a", r.FormValue("x"))', 'func all(ns ...string) { for _, n := range ns { os.Remove(n) } }'],
  ['slice idx safe', false, 'l := []string{"a", r.FormValue("x")}; os.Remove(l[0])', ''],
  ['slice idx bad', true, 'l := []string{"a", r.FormValue("x")}; os.Remove(l[1])', ''],
  ['append pop', false, 'l := []string{}; l = append(l, r.FormValue("x")); l = append(l, "b"); os.Remove(l[1])', ''],
  ['map const safe', false, 'm := map[string]string{}; m["a"] = r.FormValue("x"); m["b"] = "c"; os.Remove(m["b"])', ''],
  ['map const bad', true, 'm := map[string]string{}; m["a"] = r.FormValue("x"); m["b"] = "c"; os.Remove(m["a"])', ''],
  ['split', true, 'p := strings.Split(r.FormValue("x"), ","); os.Remove(p[1])', ''],
  ['cut', true, 'a, b, ok := strings.Cut(r.FormValue("x"), ","); if ok { os.Remove(a + b) }', ''],
  ['trim lower', true, 'os.Remove(strings.ToLower(strings.TrimSpace(r.FormValue("x"))))', ''],
  ['bytes buffer', true, 'var b bytes.Buffer; b.WriteString(r.FormValue("x")); os.Remove(b.String())', ''],
  ['fprintf buffer', true, 'b := &bytes.Buffer{}; fmt.Fprintf(b, "a %s", r.FormValue("x")); os.Remove(b.String())', ''],
  ['new buffer string', true, 'b := bytes.NewBufferString(r.FormValue("x")); os.Remove(b.String())', ''],
  ['builder', true, 'var b strings.Builder; fmt.Fprintf(&b, "a %s", r.FormValue("x")); os.Remove(b.String())', ''],
  [
    'context',
    true,
    'ctx := context.WithValue(r.Context(), "k", r.FormValue("x")); os.Remove(ctx.Value("k").(string))',
    '',
  ],
  [
    'multi return',
    true,
    'a, b, err := parse(r.FormValue("x")); _ = b; if err != nil { return }; os.Remove(a)',
    'func parse(s string) (string, int, error) { i := strings.Index(s, ":"); if i < 0 { return "", 0, errors.New("x") }; n, err := strconv.Atoi(s[i:]); if err != nil { return "", 0, err }; return s[:i], n, nil }',
  ],
  [
    'multi return safe part',
    false,
    'a, b, err := parse(r.FormValue("x")); _ = a; if err != nil { return }; os.Remove(fmt.Sprint(b))',
    'func parse(s string) (string, int, error) { i := strings.Index(s, ":"); if i < 0 { return "", 0, errors.New("x") }; n, err := strconv.Atoi(s[i:]); if err != nil { return "", 0, err }; return s[:i], n, nil }',
  ],
  ['named result', true, 'os.Remove(get(r))', 'func get(r *http.Request) (s string) { s = r.FormValue("x"); return }'],
  [
    'named result const',
    false,
    'os.Remove(get(r))',
    'func get(r *http.Request) (s string) { s = r.FormValue("x"); s = "a"; return }',
  ],
  ['defer', true, 'defer os.Remove(r.FormValue("x"))', ''],
  ['switch allow', false, 'x := r.FormValue("x"); switch x { case "a", "b": os.Remove(x) }', ''],
  ['switch default', true, 'x := r.FormValue("x"); switch x { case "a", "b": return; default: os.Remove(x) }', ''],
  ['if eq', false, 'x := r.FormValue("x"); if x != "a" && x != "b" { return }; os.Remove(x)', ''],
  ['const prune', false, 'x := r.FormValue("x"); if 10*2 > 15 { x = "a" }; os.Remove(x)', ''],
  [
    'loop allow',
    false,
    'x := r.FormValue("x"); found := ""; for _, a := range []string{"a","b"} { if a == x { found = a } }; os.Remove(found)',
    '',
  ],
  [
    'helper contains',
    false,
    'x := r.FormValue("x"); if !contains([]string{"a","b"}, x) { return }; os.Remove(x)',
    'func contains(l []string, s string) bool { for _, a := range l { if a == s { return true } }; return false }',
  ],
  [
    'rel guard',
    false,
    'p := filepath.Join("/srv", r.FormValue("x")); rel, err := filepath.Rel("/srv", p); if err != nil || strings.HasPrefix(rel, "..") { return }; os.Remove(p)',
    '',
  ],
  ['clean only', true, 'os.Remove(filepath.Clean(r.FormValue("x")))', ''],
  [
    'prefix join',
    false,
    'p := filepath.Join("/srv", r.FormValue("x")); if !strings.HasPrefix(p, "/srv/") { return }; os.Remove(p)',
    '',
  ],
  [
    'abs',
    false,
    'p, err := filepath.Abs(filepath.Join("/srv", r.FormValue("x"))); if err != nil { return }; if !strings.HasPrefix(p, "/srv/") { return }; os.Remove(p)',
    '',
  ],
  ['replace dots', true, 'os.Remove("/srv/" + strings.TrimPrefix(r.FormValue("x"), "../"))', ''],
  ['const path unrelated', false, 'slog.Info("x", "v", r.FormValue("x")); os.Remove("/tmp/a")', ''],
  ['file content', false, 'b, _ := os.ReadFile("/etc/a"); w.Write(b)', ''],
  ['sql fmt', true, 'db.Query(fmt.Sprintf("SELECT * FROM t WHERE a = \'%v\'", r.FormValue("x")))', 'var db *sql.DB'],
  ['sql quote %q', true, 'db.Exec(fmt.Sprintf("SELECT %q", r.FormValue("x")))', 'var db *sql.DB'],
  [
    'sql const builder',
    false,
    'q := "SELECT a FROM t WHERE 1=1"; args := []any{}; if n := r.FormValue("n"); n != "" { q += " AND n = ?"; args = append(args, n) }; db.Query(q, args...)',
    'var db *sql.DB',
  ],
  [
    'sql placeholders',
    false,
    'ids := strings.Split(r.FormValue("ids"), ","); ph := strings.Repeat("?,", len(ids)); args := make([]any, len(ids)); for i, id := range ids { args[i] = id }; db.Query("SELECT a FROM t WHERE id IN (" + ph + ")", args...)',
    'var db *sql.DB',
  ],
  [
    'sql placeholders loop',
    false,
    'ids := r.URL.Query()["id"]; var ph []string; var args []any; for i, id := range ids { ph = append(ph, fmt.Sprintf("$%d", i+1)); args = append(args, id) }; db.Query("SELECT a FROM t WHERE id IN (" + strings.Join(ph, ",") + ")", args...)',
    'var db *sql.DB',
  ],
  ['exec arg', false, 'exec.Command("ls", "-l", r.FormValue("x")).Run()', ''],
  ['exec sh positional', false, 'exec.Command("sh", "-c", "ls \\"$1\\"", "sh", "a").Run()', ''],
  [
    'handler struct',
    true,
    '',
    'type app struct { db *sql.DB }\nfunc (a *app) routes() { http.HandleFunc("/", a.list) }\nfunc (a *app) list(w http.ResponseWriter, r *http.Request) { a.query(r.FormValue("x")) }\nfunc (a *app) query(x string) { a.db.Query("SELECT " + x) }',
  ],
  [
    'middleware',
    true,
    '',
    'func mw(next http.HandlerFunc) http.HandlerFunc { return func(w http.ResponseWriter, r *http.Request) { os.Remove(r.FormValue("x")); next(w, r) } }',
  ],
  [
    'ServeHTTP',
    true,
    '',
    'type hh struct{}\nfunc (hh) ServeHTTP(w http.ResponseWriter, req *http.Request) { os.Remove(req.URL.Path) }',
  ],
  ['xss template.HTML func', true, 'template.HTML(fmt.Sprintf("<b>%s</b>", r.FormValue("x")))', ''],
  ['xss json enc', false, 'json.NewEncoder(w).Encode(r.FormValue("x"))', ''],
  ['xss http.Error', false, 'http.Error(w, "bad "+r.FormValue("x"), 400)', ''],
  ['xss write bytes', true, 'w.Write([]byte("<p>" + r.FormValue("x")))', ''],
  ['xss int', false, 'n, _ := strconv.Atoi(r.FormValue("x")); fmt.Fprintf(w, "<p>%d</p>", n)', ''],
  ['redirect https', false, 'http.Redirect(w, r, "https://"+r.Host+r.URL.RequestURI(), 301)', ''],
  ['redirect path', false, 'http.Redirect(w, r, "/x/"+r.FormValue("x"), 302)', ''],
  [
    'redirect parse',
    false,
    'u, err := url.Parse(r.FormValue("x")); if err != nil || u.Host != "" { return }; http.Redirect(w, r, u.String(), 302)',
    '',
  ],
  [
    'ssrf switch host',
    false,
    'raw := r.FormValue("u"); u, err := url.Parse(raw); if err != nil { return }; switch u.Host { case "a.example", "b.example": http.Get(raw) }',
    '',
  ],
  [
    'ssrf suffix',
    false,
    'u, err := url.Parse(r.FormValue("u")); if err != nil { return }; if !strings.HasSuffix(u.Hostname(), ".example.com") { return }; http.Get(u.String())',
    '',
  ],
  [
    'ssrf query',
    false,
    'q := url.Values{}; q.Set("q", r.FormValue("u")); http.Get("https://api.example.com/s?" + q.Encode())',
    '',
  ],
  ['ssrf scheme', true, 'http.Get("http://" + r.FormValue("u") + "/x")', ''],
  ['ssrf sprintf', true, 'http.Get(fmt.Sprintf("http://%s:%d/x", r.FormValue("u"), 80))', ''],
  [
    'ssrf response to w',
    false,
    'resp, err := http.Get("https://a.example/x"); if err != nil { return }; io.Copy(w, resp.Body)',
    '',
  ],
  ['generic', true, 'os.Remove(first([]string{r.FormValue("x")}))', 'func first[T any](l []T) T { return l[0] }'],
  ['two files', true, 'drop2(r.FormValue("x"))', ''],
  [
    'type method string',
    true,
    'os.Remove(name(r.FormValue("x")).full())',
    'type name string\nfunc (n name) full() string { return "/srv/" + string(n) }',
  ],
  [
    'type switch',
    true,
    'var v any = r.FormValue("x"); switch t := v.(type) { case string: os.Remove(t); case int: _ = t }',
    '',
  ],
  [
    'type switch int',
    false,
    'var v any = r.FormValue("x"); switch t := v.(type) { case int: os.Remove(fmt.Sprint(t)) }',
    '',
  ],
  [
    'sanitize fn',
    false,
    'os.Remove(sanitize(r.FormValue("x")))',
    'func sanitize(s string) string { return strings.Map(func(r rune) rune { if r == 47 { return -1 }; return r }, s) }',
  ],
  [
    'regexp replace',
    false,
    'os.Remove(re.ReplaceAllString(r.FormValue("x"), ""))',
    'var re = regexp.MustCompile("[^a-z]+")',
  ],
]

describe('what flows in Go', () => {
  it.each(CASES.filter(([, isWrong]) => isWrong))('is followed: %s', (_, __, lines, beside) => {
    expect(rulesSaid(lines, beside)).not.toEqual([])
  })

  it.each(CASES.filter(([, isWrong]) => !isWrong))('is harmless: %s', (_, __, lines, beside) => {
    expect(rulesSaid(lines, beside)).toEqual([])
  })
})

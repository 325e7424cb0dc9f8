from tornado.web import RequestHandler


class FilterHandler(RequestHandler):
    def get(self):
        condition = self.get_argument('where')
        compiled = compile(condition, '<filter>', 'eval')
        rows = [row for row in self.application.rows if eval(compiled, {}, row)]
        self.write({'rows': rows})

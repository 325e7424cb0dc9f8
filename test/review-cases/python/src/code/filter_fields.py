import operator

from tornado.web import RequestHandler

TESTS = {'eq': operator.eq, 'lt': operator.lt, 'gt': operator.gt}


class FilterHandler(RequestHandler):
    def get(self):
        test = TESTS[self.get_argument('test')]
        value = self.get_argument('value')
        rows = [row for row in self.application.rows if test(row['value'], value)]
        self.write({'rows': rows})

import tornado.escape
import tornado.web


class EchoHandler(tornado.web.RequestHandler):
    def get(self):
        word = self.get_query_argument('word', '')
        self.write('<p>' + tornado.escape.xhtml_escape(word) + '</p>')

import tornado.web


class EchoHandler(tornado.web.RequestHandler):
    def get(self):
        word = self.get_query_argument('word', '')
        self.write('<p>' + word + '</p>')

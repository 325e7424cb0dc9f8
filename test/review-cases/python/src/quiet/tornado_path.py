import tornado.web


class Base(tornado.web.RequestHandler):
    def write_file(self, path):
        with open(path) as f:
            self.write({'text': f.read()})


class Pages(Base):
    def get(self, slug):
        self.write_file('pages/' + slug)

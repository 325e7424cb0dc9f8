import jsonpickle
from tornado.web import RequestHandler


class StateHandler(RequestHandler):
    def post(self):
        state = jsonpickle.decode(self.get_body_argument('state'))
        self.write({'keys': list(state)})

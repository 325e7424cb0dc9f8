from tornado.web import RequestHandler


class Enter(RequestHandler):
    async def post(self):
        await self.application.enter(self)
        self.redirect(self.get_argument('next', '/'))

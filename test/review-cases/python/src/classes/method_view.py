import io

from flask import request
from flask.views import MethodView


class Documents(MethodView):
    folder = 'documents'

    def get(self):
        name = request.headers.get('X-Document')
        handle = io.open(self.path_of(name), encoding='utf-8')
        return {'text': handle.read()}

    def path_of(self, name):
        return '%s/%s.txt' % (self.folder, name)

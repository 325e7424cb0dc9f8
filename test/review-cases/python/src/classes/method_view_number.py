import io

from flask import request
from flask.views import MethodView


class Documents(MethodView):
    folder = 'documents'

    def get(self):
        number = request.args.get('number', type=int)
        handle = io.open(self.path_of(number), encoding='utf-8')
        return {'text': handle.read()}

    def path_of(self, number):
        return '%s/%d.txt' % (self.folder, number)

from flask import request


class RequestReader:
    def __init__(self, source):
        self.source = source

    def parameter(self, name):
        return self.source.args.get(name, '')

    def constant(self, name):
        return 'fixed-' + name


def query_value(name):
    return request.args.get(name)

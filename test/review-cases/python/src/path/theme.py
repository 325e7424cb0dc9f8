import codecs

from bottle import request, route


@route('/theme')
def theme():
    name = request.query.get('name')
    handle = codecs.open(f'themes/{name}.css', 'r', 'utf-8')
    try:
        return handle.read()
    finally:
        handle.close()

from bottle import abort, request, route


@route('/theme')
def theme():
    name = request.query.name
    if '..' in name or '/' in name:
        abort(400)
    with open('themes/' + name) as f:
        return f.read()

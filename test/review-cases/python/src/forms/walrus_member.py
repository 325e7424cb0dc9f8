from flask import Flask, request

app = Flask(__name__)
FILES = {'a': '/srv/w/a.txt', 'b': '/srv/w/b.txt'}


@app.route('/w')
def w():
    if path := FILES.get(request.args.get('name')):
        return {'text': open(path).read()}
    return {'text': ''}

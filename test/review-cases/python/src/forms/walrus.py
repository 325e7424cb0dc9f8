from flask import Flask, request

app = Flask(__name__)


@app.route('/w')
def w():
    if name := request.args.get('name'):
        return {'text': open('/srv/w/' + name).read()}
    return {'text': ''}

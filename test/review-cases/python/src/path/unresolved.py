import os

from flask import Flask, abort, request

app = Flask(__name__)
ROOT = '/srv/notes'


@app.route('/note')
def note():
    wanted = os.path.join(ROOT, request.args.get('note', ''))
    if not os.path.exists(wanted):
        abort(404)
    with open(wanted, encoding='utf-8') as f:
        return {'text': f.read()}

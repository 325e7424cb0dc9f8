import re

from flask import Flask, request

app = Flask(__name__)
NAMES = ['alpha', 'beta']


@app.route('/names')
def names():
    wanted = request.args.get('like', '')
    return {'names': [name for name in NAMES if re.search(wanted, name)]}

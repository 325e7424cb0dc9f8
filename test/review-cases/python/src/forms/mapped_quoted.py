import os
import shlex

from flask import Flask, request

app = Flask(__name__)


@app.route('/touch', methods=['POST'])
def touch():
    names = map(shlex.quote, request.form['names'].split(','))
    os.system('touch ' + ' '.join(names))
    return 'ok'

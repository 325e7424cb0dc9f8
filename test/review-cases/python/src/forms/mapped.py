import os

from flask import Flask, request

app = Flask(__name__)


@app.route('/touch', methods=['POST'])
def touch():
    names = map(lambda name: name.strip(), request.form['names'].split(','))
    os.system('touch ' + ' '.join(names))
    return 'ok'

import os

from flask import Flask, request

from helpers.web import RequestReader

app = Flask(__name__)


@app.route('/run')
def run():
    reader = RequestReader(request)
    name = reader.constant('name')
    os.system('notify ' + name)
    return 'done'

import os

from flask import Flask, make_response

app = Flask(__name__)


@app.route('/start')
def start():
    response = make_response('started')
    response.set_cookie('sid', os.urandom(16).hex(), secure=True, httponly=True)
    return response

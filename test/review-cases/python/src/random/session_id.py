import random as rnd

from flask import Flask, make_response

app = Flask(__name__)


@app.route('/start')
def start():
    response = make_response('started')
    response.set_cookie('sid', str(rnd.getrandbits(64)), secure=True, httponly=True)
    return response

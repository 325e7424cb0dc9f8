from flask import Flask, make_response

app = Flask(__name__)


@app.route('/leave')
def leave():
    response = make_response('bye')
    response.set_cookie('id', '', expires=0)
    return response

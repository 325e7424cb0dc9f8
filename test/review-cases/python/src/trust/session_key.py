import flask
from flask import request

app = flask.Flask(__name__)


@app.route('/prefs', methods=['POST'])
def prefs():
    for name in request.form.keys():
        flask.session[name] = '1'
    return 'saved'

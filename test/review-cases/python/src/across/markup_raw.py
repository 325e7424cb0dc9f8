from flask import Flask, request
import helpers.text

app = Flask(__name__)


@app.route('/tag')
def tag():
    label = helpers.text.first_of(request.args.getlist('label'))
    return helpers.text.between(label, '<b>', '</b>')

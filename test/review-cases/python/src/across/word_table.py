from flask import Flask, request

from helpers.database import rows
from helpers.text import only_word_characters

app = Flask(__name__)


@app.route('/table')
def table():
    name = only_word_characters(request.args.get('table', ''))
    return {'rows': rows(f'SELECT * FROM {name}')}

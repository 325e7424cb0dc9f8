import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route('/many')
def many():
    conditions = [f"{key} = '{value}'" for key, value in request.args.items() if value]
    db = sqlite3.connect('many.db')
    return {'rows': db.execute('SELECT * FROM many WHERE ' + ' OR '.join(conditions)).fetchall()}

import sqlite3

from flask import Flask, request

app = Flask(__name__)
COLUMNS = ('name', 'kind')


@app.route('/many')
def many():
    values = [request.args.get(column, '') for column in COLUMNS]
    conditions = [f'{column} = ?' for column in COLUMNS]
    db = sqlite3.connect('many.db')
    return {'rows': db.execute('SELECT * FROM many WHERE ' + ' OR '.join(conditions), values).fetchall()}

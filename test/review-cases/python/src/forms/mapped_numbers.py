import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route('/many')
def many():
    ids = ','.join(str(int(one)) for one in request.args.get('ids', '').split(','))
    db = sqlite3.connect('many.db')
    return {'rows': db.execute('SELECT * FROM many WHERE id IN (' + ids + ')').fetchall()}

import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route('/page')
def page():
    number = request.args.get('number', 1, type=int)
    db = sqlite3.connect('page.db')
    return {'rows': db.execute('SELECT * FROM page LIMIT 10 OFFSET %d' % (number * 10)).fetchall()}

import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.post('/find')
def find():
    queue = ['first', 'second']
    queue.insert(1, request.form['what'])
    queue.pop(0)
    chosen = queue[0]
    db = sqlite3.connect(':memory:')
    db.execute('SELECT * FROM things WHERE kind = "' + chosen + '"')
    return {}

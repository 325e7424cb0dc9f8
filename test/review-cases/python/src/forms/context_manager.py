import sqlite3
from contextlib import contextmanager

from flask import Flask, request

app = Flask(__name__)


@contextmanager
def cursor():
    db = sqlite3.connect('c.db')
    try:
        yield db.cursor()
        db.commit()
    finally:
        db.close()


@app.route('/c', methods=['DELETE'])
def delete():
    with cursor() as c:
        c.execute('DELETE FROM c WHERE id = ' + request.args['id'])
    return '', 204

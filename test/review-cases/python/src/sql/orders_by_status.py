import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)


def connection():
    if 'db' not in g:
        g.db = sqlite3.connect('orders.db')
    return g.db


@app.route('/orders')
def orders():
    status = request.args.get('status', 'open')
    cur = connection().cursor()
    cur.execute("SELECT id, total FROM orders WHERE status = '%s' ORDER BY id" % status)
    return jsonify(cur.fetchall())

import re

from flask import Flask, abort, request
from ldap3 import ALL, Connection, Server

app = Flask(__name__)


def connect():
    return Connection(Server('directory.internal', get_info=ALL), auto_bind=True)


@app.route('/mail', methods=['POST'])
def mail():
    name = request.form['name']
    if not re.fullmatch(r'[A-Za-z0-9_.-]+', name):
        abort(400)
    with connect() as conn:
        conn.search(search_base='dc=example,dc=org', search_filter='(uid=' + name + ')')
        return {'count': len(conn.entries)}

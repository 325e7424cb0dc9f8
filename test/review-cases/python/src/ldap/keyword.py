from flask import Flask, request
from ldap3 import ALL, Connection, Server

app = Flask(__name__)


def connect():
    return Connection(Server('directory.internal', get_info=ALL), auto_bind=True)


@app.route('/mail', methods=['POST'])
def mail():
    address = request.form['mail']
    with connect() as conn:
        conn.search(search_base='dc=example,dc=org', search_filter='(mail=' + address + ')')
        return {'count': len(conn.entries)}

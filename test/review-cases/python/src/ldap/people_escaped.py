import ldap3
from flask import Flask, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route('/people')
def people():
    uid = escape_filter_chars(request.args.get('uid'))
    server = ldap3.Server('ldap://directory.internal')
    conn = ldap3.Connection(server, auto_bind=True)
    conn.search('ou=people,dc=example,dc=org', f'(&(objectClass=person)(uid={uid}))', attributes=['cn'])
    return {'people': [str(entry) for entry in conn.entries]}

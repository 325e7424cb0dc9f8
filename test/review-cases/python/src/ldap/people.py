import ldap3
from flask import Flask, request

app = Flask(__name__)


@app.route('/people')
def people():
    uid = request.args.get('uid')
    server = ldap3.Server('ldap://directory.internal')
    conn = ldap3.Connection(server, auto_bind=True)
    conn.search('ou=people,dc=example,dc=org', f'(&(objectClass=person)(uid={uid}))', attributes=['cn'])
    return {'people': [str(entry) for entry in conn.entries]}

import ldap
from flask import Flask, request

app = Flask(__name__)


@app.route('/group')
def group():
    values = {'name': request.args.get('name'), 'kind': 'posixGroup'}
    condition = '(&(objectClass={kind})(cn={name}))'.format(**values)
    directory = ldap.initialize('ldap://directory.internal')
    return {'found': len(directory.search_s('dc=example,dc=org', ldap.SCOPE_SUBTREE, condition))}

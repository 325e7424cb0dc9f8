import MySQLdb
from flask import Flask, request

app = Flask(__name__)


def ask(template, *values, **options):
    db = MySQLdb.connect(**options)
    cur = db.cursor()
    cur.execute(template % values)
    return cur.fetchone()


@app.route('/one')
def one():
    row = ask("SELECT a FROM one WHERE b = '%s' AND c = '%s'", 'x', request.args.get('c'), db='one')
    return {'a': row[0]}

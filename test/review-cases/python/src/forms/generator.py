from flask import Flask, request
from lxml import etree

app = Flask(__name__)


def expressions(names):
    for name in names:
        yield "//user[name='%s']" % name


@app.route('/users')
def users():
    tree = etree.parse('users.xml')
    found = []
    for expression in expressions(request.args.getlist('name')):
        found.extend(tree.xpath(expression))
    return {'count': len(found)}

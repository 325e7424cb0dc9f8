import elementpath
from xml.etree import ElementTree
from flask import Flask, request

app = Flask(__name__)


def build(parts):
    return ''.join(parts)


@app.route('/part')
def part():
    tree = ElementTree.parse('parts.xml')
    query = build(['/parts/part[@code="', request.cookies.get('code', ''), '"]'])
    return {'count': len(elementpath.select(tree, query))}

import elementpath
from xml.etree import ElementTree
from flask import Flask, request

app = Flask(__name__)


@app.route('/part')
def part():
    tree = ElementTree.parse('parts.xml')
    code = request.cookies.get('code', '')
    if not code.isalnum():
        return 'no such part', 404
    query = f'/parts/part[@code="{code}"]'
    return {'count': len(elementpath.select(tree, query))}

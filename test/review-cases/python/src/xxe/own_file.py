from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route('/menu')
def menu():
    parser = etree.XMLParser(resolve_entities=True)
    tree = etree.parse('menu.xml', parser)
    return {'wanted': request.args.get('dish'), 'count': len(tree.getroot())}

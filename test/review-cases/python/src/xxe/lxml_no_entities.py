from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route('/import', methods=['POST'])
def import_document():
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(request.data, parser)
    return {'root': root.tag}

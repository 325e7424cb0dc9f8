from defusedxml import ElementTree
from flask import Flask, request

app = Flask(__name__)


@app.route('/import', methods=['POST'])
def import_document():
    return {'root': ElementTree.fromstring(request.data).tag}

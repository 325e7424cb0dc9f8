import lxml.etree
from flask import Flask, request

app = Flask(__name__)


@app.route('/employee')
def employee():
    number = request.args.get('number', '')
    document = lxml.etree.parse('employees.xml')
    nodes = document.xpath('/employees/employee[@number=$number]', number=number)
    return {'names': [node.findtext('name') for node in nodes]}

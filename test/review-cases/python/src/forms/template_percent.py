from string import Template

from flask import Flask, request

app = Flask(__name__)


@app.route('/st')
def st():
    text = Template('Hello $name').substitute(name=request.args.get('name'))
    return {'text': text}

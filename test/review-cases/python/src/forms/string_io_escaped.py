import io
from html import escape

from flask import Flask, request

app = Flask(__name__)


@app.route('/io')
def page():
    out = io.StringIO()
    out.write('<ul>')
    for value in request.args.values():
        out.write('<li>')
        out.write(escape(value))
        out.write('</li>')
    out.write('</ul>')
    return out.getvalue()

from urllib.parse import urlparse

from flask import Flask, abort, redirect, request

app = Flask(__name__)


@app.route('/back')
def back():
    target = request.values.get('back', '/')
    parts = urlparse(target)
    if parts.netloc or parts.scheme:
        abort(400)
    return redirect(target)

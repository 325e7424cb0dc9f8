from urllib.parse import urlparse

from flask import Flask, redirect, request

app = Flask(__name__)


@app.route('/partner')
def partner():
    target = request.args.get('to', '')
    url = urlparse(target)
    if url.scheme != 'https' or url.netloc not in ['partner.example', 'www.partner.example']:
        return 'not allowed', 400
    return redirect(target)

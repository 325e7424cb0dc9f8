from urllib.parse import urljoin, urlparse

from flask import Flask, redirect, request, url_for

app = Flask(__name__)


def is_safe_url(target):
    here = urlparse(request.host_url)
    there = urlparse(urljoin(request.host_url, target))
    return there.scheme in ('http', 'https') and here.netloc == there.netloc


@app.route('/login', methods=['POST'])
def login():
    target = request.args.get('next')
    if not target or not is_safe_url(target):
        target = url_for('home')
    return redirect(target)


@app.route('/')
def home():
    return 'home'

import requests
from flask import Flask, request

from .settings import SCHEME

app = Flask(__name__)


@app.route('/users')
def users():
    answer = requests.get(f'{SCHEME}://{request.args["host"]}/users', timeout=3)
    return {'ok': answer.ok}

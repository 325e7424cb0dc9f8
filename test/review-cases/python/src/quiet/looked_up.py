import pickle

from flask import Flask, request

from .cache import cache

app = Flask(__name__)


@app.route('/report')
def report():
    stored = cache.get(f'report:{request.args["id"]}')
    return {'report': pickle.loads(stored)}

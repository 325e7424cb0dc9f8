import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route('/cached')
def cached():
    with open('/var/cache/app/index.pickle', 'rb') as f:
        index = pickle.load(f)
    return {'hit': request.args.get('key') in index}

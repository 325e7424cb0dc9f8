import requests
from flask import Flask, request

app = Flask(__name__)


@app.route('/preview')
def preview():
    response = requests.get('https://api.example/items/' + request.args['id'], timeout=5)
    return {'length': len(response.text)}

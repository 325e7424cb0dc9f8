import requests
from flask import Flask, request

app = Flask(__name__)


@app.route('/preview')
def preview():
    response = requests.get(request.args['url'], timeout=5)
    return {'length': len(response.text)}

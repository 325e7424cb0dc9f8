import os

import requests
from flask import Flask, request

from .settings import API_BASE

app = Flask(__name__)


@app.route('/users')
def users():
    first = requests.get(f'{API_BASE}/users/{request.args["id"]}', timeout=3)
    second = requests.get('{}/groups/{}'.format(os.environ['GROUPS_URL'], request.args['group']), timeout=3)
    third = requests.get('%s/teams/%s' % (API_BASE, request.args['team']), timeout=3)
    return {'ok': first.ok and second.ok and third.ok}

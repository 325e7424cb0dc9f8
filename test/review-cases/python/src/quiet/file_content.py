import os

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route('/fragment')
def fragment():
    path = os.path.join('fragments', secure_filename(request.args['name']))
    with open(path) as f:
        return f.read()

import os

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route('/upload', methods=['POST'])
def upload():
    item = request.files['file']
    item.save(os.path.join('/srv/uploads', secure_filename(item.filename)))
    return 'stored'

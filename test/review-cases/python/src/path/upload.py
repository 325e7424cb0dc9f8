import os

from flask import Flask, request

app = Flask(__name__)


@app.route('/upload', methods=['POST'])
def upload():
    item = request.files['file']
    item.save(os.path.join('/srv/uploads', item.filename))
    return 'stored'

import zipfile

from flask import Flask, request

app = Flask(__name__)


@app.route('/count', methods=['POST'])
def count():
    with zipfile.ZipFile(request.files['archive']) as archive:
        return {'count': len(archive.namelist())}

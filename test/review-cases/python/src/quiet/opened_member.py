import zipfile

from flask import Flask, request

app = Flask(__name__)


@app.route('/count', methods=['POST'])
def count():
    upload = request.files['archive']
    with zipfile.ZipFile('/srv/archives/' + upload.filename) as archive:
        return {'count': len(archive.namelist())}

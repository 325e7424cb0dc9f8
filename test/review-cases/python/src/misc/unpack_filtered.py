import tarfile

from flask import Flask, request

app = Flask(__name__)


@app.route('/unpack', methods=['POST'])
def unpack():
    with tarfile.open(fileobj=request.files['archive'].stream) as archive:
        archive.extractall('/srv/unpacked', filter='data')
    return 'ok'

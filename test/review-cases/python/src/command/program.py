import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route('/tool')
def tool():
    name = request.values['tool']
    subprocess.call([name, '--version'])
    return 'done'

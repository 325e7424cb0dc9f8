import subprocess

from flask import Flask, request

app = Flask(__name__)
TOOLS = {'git': '/usr/bin/git', 'make': '/usr/bin/make'}


@app.route('/tool')
def tool():
    path = TOOLS.get(request.values['tool'], '/bin/true')
    subprocess.call([path, '--version'])
    return 'done'

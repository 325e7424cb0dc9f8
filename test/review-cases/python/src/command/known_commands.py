import os

from flask import Flask, abort, request

app = Flask(__name__)

COMMANDS = {'up': 'uptime', 'disk': 'df -h'}


@app.route('/status')
def status():
    which = request.args.get('which', 'up')
    if which not in COMMANDS:
        abort(404)
    return {'out': os.popen(COMMANDS[which]).read()}

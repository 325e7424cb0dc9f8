import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route('/service')
def service():
    match request.args.get('do'):
        case 'start':
            action = 'start'
        case 'stop':
            action = 'stop'
        case _:
            action = 'status'
    return {'out': subprocess.getoutput('service web ' + action)}

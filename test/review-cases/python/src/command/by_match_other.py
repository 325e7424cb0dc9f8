import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route('/service')
def service():
    match request.args.get('do'):
        case 'start':
            action = 'start'
        case other:
            action = other
    return {'out': subprocess.getoutput('service web ' + action)}

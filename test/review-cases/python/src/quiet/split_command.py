import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route('/log')
def log():
    command = f'git log --oneline {request.args["branch"]}'
    return {'log': subprocess.check_output(command.split()).decode()}

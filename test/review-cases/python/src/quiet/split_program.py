import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route('/log')
def log():
    command = f'{request.args["tool"]} log --oneline'
    return {'log': subprocess.check_output(command.split()).decode()}

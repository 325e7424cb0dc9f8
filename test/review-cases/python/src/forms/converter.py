import os

from flask import Flask

app = Flask(__name__)


@app.route('/job/<int:number>')
def job(number):
    return {'out': os.popen(f'showjob {number}').read()}

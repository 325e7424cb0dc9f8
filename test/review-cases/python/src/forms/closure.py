import subprocess

from flask import Flask, request

app = Flask(__name__)


def runner(prefix):
    def run(argument):
        return subprocess.check_output(prefix + ' ' + argument, shell=True)

    return run


convert = runner('convert')


@app.route('/convert')
def convert_image():
    return {'size': len(convert(request.args['options']))}

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route('/echo', methods=['POST'])
def echo():
    word = request.form.get('word', '')
    parts = []
    parts.append('sh')
    parts.append('-c')
    parts.append(f'echo {word}')
    process = subprocess.Popen(parts, stdout=subprocess.PIPE)
    return {'out': process.communicate()[0].decode()}

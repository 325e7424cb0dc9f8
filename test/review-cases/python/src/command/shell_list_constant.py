import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route('/echo', methods=['POST'])
def echo():
    words = {'greeting': 'hello', 'word': request.form.get('word', '')}
    parts = []
    parts.append('sh')
    parts.append('-c')
    parts.append(f'echo {words["greeting"]}')
    process = subprocess.Popen(parts, stdout=subprocess.PIPE)
    return {'out': process.communicate()[0].decode()}

import configparser

from flask import Flask, request

app = Flask(__name__)


@app.route('/log')
def log():
    settings = configparser.ConfigParser()
    settings.add_section('log')
    settings.set('log', 'name', request.headers.get('X-Log', ''))
    settings.set('log', 'folder', '/var/log/app')
    name = settings.get('log', 'name')
    return {'log': open(f'/var/log/app/{name}').readlines()}

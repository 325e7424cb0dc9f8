from flask import Flask, request

app = Flask(__name__)


class Settings:
    FOLDER = '/srv/exports'
    NAME = 'latest.csv'


@app.route('/export')
def export():
    wanted = request.args.get('name')
    with open(Settings.FOLDER + '/' + Settings.NAME) as f:
        return {'wanted': wanted, 'text': f.read()}

from flask import Flask, request

app = Flask(__name__)
THEMES = {'dark', 'light'}


@app.route('/theme')
def theme():
    name = request.args.get('name', 'light')
    if name.lower().strip() not in THEMES:
        return 'no such theme', 404
    with open(f'themes/{name}.css') as f:
        return {'css': f.read()}

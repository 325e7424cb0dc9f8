from flask import Flask, request, session

app = Flask(__name__)


@app.route('/l')
def l():
    count = 0
    for name in request.args.keys():
        if name.startswith('choice'):
            count += 1
    session['choices'] = count
    return 'ok'

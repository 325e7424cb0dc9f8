from flask import Flask, redirect, request

app = Flask(__name__)


@app.route('/t')
def t():
    given = request.args.get('to', '/')
    size = 86
    target = '/start' if (7 * 18) + size > 200 else given
    return redirect(target)

from flask import Flask, redirect, request

app = Flask(__name__)


@app.route('/go')
def go():
    return redirect('/items?page=' + request.args.get('page', '1'))

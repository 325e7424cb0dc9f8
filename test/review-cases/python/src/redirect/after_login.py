from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.route('/login', methods=['POST'])
def login():
    target = request.args.get('next') or url_for('home')
    return redirect(target)


@app.route('/')
def home():
    return 'home'

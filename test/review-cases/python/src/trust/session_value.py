from flask import Flask, request, session

app = Flask(__name__)


@app.route('/prefs', methods=['POST'])
def prefs():
    role = request.form.get('role')
    session['role'] = role
    return 'saved'

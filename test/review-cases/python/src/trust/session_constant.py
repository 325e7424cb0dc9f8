from flask import Flask, request, session

app = Flask(__name__)


@app.route('/prefs', methods=['POST'])
def prefs():
    role = request.form.get('role')
    known = {'given': role, 'role': 'guest'}
    session['role'] = known['role']
    return 'saved'

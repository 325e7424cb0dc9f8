from flask import Flask, abort, request, session

app = Flask(__name__)
LANGUAGES = frozenset(['de', 'en', 'fr'])


@app.route('/language', methods=['POST'])
def language():
    chosen = request.form.get('language', 'en')
    if chosen not in LANGUAGES:
        abort(400)
    session['language'] = chosen
    return 'saved'

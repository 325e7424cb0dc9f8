from urllib.parse import unquote_plus

from flask import Flask, request, session

app = Flask(__name__)


@app.route('/l')
def l():
    query = request.query_string.decode('utf-8')
    at = query.find('choice=')
    if at == -1:
        return 'no choice', 400
    choice = query[at + len('choice='):]
    if '&' in choice:
        choice = choice[:choice.index('&')]
    choice = unquote_plus(choice)
    session['choice'] = choice
    return 'ok'

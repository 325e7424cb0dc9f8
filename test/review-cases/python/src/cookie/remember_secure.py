from flask import Flask, make_response, request

app = Flask(__name__)


@app.route('/remember')
def remember():
    response = make_response('ok')
    response.set_cookie('remember', request.args.get('name', ''), max_age=3600, secure=True, httponly=True)
    return response

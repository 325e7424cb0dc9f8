from flask import Flask, request

app = Flask(__name__)


@app.route('/double')
def double():
    number = request.args.get('number', '0')
    if number == '':
        return 'not a number', 400
    return {'result': eval(number + ' * 2')}

from flask import Flask, request

app = Flask(__name__)


@app.route('/double')
def double():
    number = request.args.get('number', '0')
    if not number.isdigit():
        return 'not a number', 400
    return str(eval(number + ' * 2'))

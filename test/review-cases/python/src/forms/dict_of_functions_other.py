from flask import Flask, request

app = Flask(__name__)


def upper(value):
    return value.upper()


def run(value):
    return str(eval(value))


ACTIONS = {'upper': upper, 'run': run}


@app.route('/do')
def do():
    action = ACTIONS['upper']
    return {'result': action(request.args['value']), 'seven': run('3 + 4')}

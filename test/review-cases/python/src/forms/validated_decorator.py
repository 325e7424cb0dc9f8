import functools
import os

from flask import Flask, request

app = Flask(__name__)


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print('called')
        return function(*args, **kwargs)

    return wrapper


@app.route('/who/<name>')
@logged
def who(name):
    return {'out': os.popen(f'finger {name}').read()}

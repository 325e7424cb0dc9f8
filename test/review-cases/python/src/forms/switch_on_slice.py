import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route('/s', methods=['POST'])
def s():
    data = request.get_data()
    guess = 'ABC'[1]
    match guess:
        case 'A':
            chosen = data
        case 'B':
            chosen = pickle.dumps([1, 2])
        case 'C' | 'D':
            chosen = data
        case _:
            chosen = data
    return {'value': str(pickle.loads(chosen))}

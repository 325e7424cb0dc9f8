from dataclasses import dataclass

from flask import Flask, request

app = Flask(__name__)


@dataclass
class Rule:
    field: str
    test: str

    @property
    def source(self):
        return f'row.{self.field} {self.test}'


@app.post('/rules')
def rules():
    rule = Rule(field='amount', test=request.form['test'])
    return {'result': bool(eval(rule.source, {'row': app}))}

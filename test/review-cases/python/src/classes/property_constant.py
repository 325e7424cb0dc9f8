from dataclasses import dataclass

from flask import Flask, request

app = Flask(__name__)


@dataclass
class Rule:
    field: str
    test: str
    note: str

    @property
    def source(self):
        return f'row.{self.field} {self.test}'


@app.post('/rules')
def rules():
    rule = Rule(field='amount', test='> 3', note=request.form['note'])
    return {'result': bool(eval(rule.source, {'row': app}))}

import yaml
from flask import Flask, request

app = Flask(__name__)


class Importer:
    def __init__(self, text):
        self.text = text

    def values(self):
        return yaml.safe_load(self.text)


@app.route('/import', methods=['PUT'])
def import_values():
    return {'count': len(Importer(request.get_data(as_text=True)).values())}

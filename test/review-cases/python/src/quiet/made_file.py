import csv
import io

from flask import Flask, request, send_file

app = Flask(__name__)


@app.route('/export', methods=['POST'])
def export():
    rows = io.StringIO()
    csv.writer(rows).writerow(request.form.values())
    data = io.BytesIO(request.form['text'].encode())
    if request.form.get('plain'):
        return send_file(data, as_attachment=True, download_name='text.txt')
    return send_file(io.BytesIO(rows.getvalue().encode()), download_name='rows.csv')

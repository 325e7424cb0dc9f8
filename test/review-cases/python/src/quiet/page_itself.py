from flask import Flask, flash, redirect, request, url_for

app = Flask(__name__)


@app.route('/form', methods=['POST'])
def form():
    if not request.form.get('name'):
        flash('no name')
        return redirect(request.url)
    if request.form.get('back'):
        return redirect(request.referrer or url_for('index'))
    return redirect(url_for('done', name=request.form['name']))

from flask import Flask, render_template, render_template_string, request

app = Flask(__name__)


@app.route('/search')
def search():
    term = request.args.get('q', '')
    if request.args.get('plain'):
        return render_template_string('<p>{{ term }}</p>', term=term)
    return render_template('search.html', term=term)

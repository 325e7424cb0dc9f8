from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.route('/card')
def card():
    template = '<p>Dear ' + request.args.get('name', '') + '</p>'
    return render_template_string(template)

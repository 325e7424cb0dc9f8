from flask import Flask, render_template_string, request

app = Flask(__name__)
TEMPLATE = '<p>Dear {{ name }}</p>'


@app.route('/card')
def card():
    return render_template_string(TEMPLATE, name=request.args.get('name', ''))

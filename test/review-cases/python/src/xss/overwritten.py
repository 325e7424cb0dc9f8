from flask import Flask, request

app = Flask(__name__)


@app.route('/page')
def page():
    title = request.args.get('title', '')
    print(len(title))
    title = 'Overview'
    return '<title>' + title + '</title>'

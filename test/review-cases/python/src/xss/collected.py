from flask import Blueprint, make_response, request

page = Blueprint('page', __name__)


def row(label, value):
    return '<tr><td>%s</td><td>%s</td></tr>' % (label, value)


@page.route('/echo', methods=['POST'])
def echo():
    html = '<table>'
    for key, value in request.form.items():
        html += row(key, value)
    html += '</table>'
    response = make_response(html)
    response.headers['X-Rows'] = str(len(request.form))
    return response

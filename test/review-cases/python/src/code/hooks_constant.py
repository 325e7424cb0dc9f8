import base64

from flask import Blueprint, request

hooks = Blueprint('hooks', __name__)


def decoded(value):
    return base64.b64decode(value.encode()).decode('utf-8')


@hooks.route('/hook', methods=['POST'])
def hook():
    scope = {'given': request.cookies.get('script', '')}
    script = decoded('cHJpbnQoMSk=')
    if not script:
        return 'nothing', 400
    exec(script, scope)
    return 'ok'

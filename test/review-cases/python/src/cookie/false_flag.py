from flask import make_response

SECURE = False


def issue(app):
    @app.route('/issue')
    def handler():
        response = make_response('issued')
        response.set_cookie('id', 'abc', path='/issue', secure=SECURE, httponly=True)
        return response

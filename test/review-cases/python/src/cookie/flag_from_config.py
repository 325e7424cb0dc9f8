from flask import current_app, make_response


def issue(app):
    @app.route('/issue')
    def handler():
        response = make_response('issued')
        response.set_cookie('id', 'abc', path='/issue', secure=current_app.config['SECURE'], httponly=True)
        return response

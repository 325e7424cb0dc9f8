from django.http import HttpResponse

OPTIONS = {'secure': True, 'httponly': True, 'samesite': 'Lax'}


def enter(request):
    response = HttpResponse('welcome')
    response.set_cookie('seen', '1', **OPTIONS)
    return response

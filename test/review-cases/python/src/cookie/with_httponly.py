from django.http import HttpResponse


def enter(request):
    response = HttpResponse('welcome')
    response.set_cookie('session', 'x', secure=True, httponly=True)
    return response

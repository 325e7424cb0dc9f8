import json

from django.http import HttpResponse


def echo(request):
    body = json.dumps({'from': request.GET.get('from', '')})
    return HttpResponse(body, content_type='application/json')

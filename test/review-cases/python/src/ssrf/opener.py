from urllib.request import Request, urlopen

from django.http import JsonResponse


def check(request):
    target = 'http://{}/health'.format(request.POST['service'])
    with urlopen(Request(target)) as answer:
        return JsonResponse({'status': answer.status})

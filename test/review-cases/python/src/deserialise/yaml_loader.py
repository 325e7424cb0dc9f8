import yaml
from django.http import JsonResponse


def settings(request):
    values = yaml.load(request.body, Loader=yaml.Loader)
    return JsonResponse(values)

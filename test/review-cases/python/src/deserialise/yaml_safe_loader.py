import yaml
from django.http import JsonResponse


def settings(request):
    values = yaml.load(request.body, Loader=yaml.SafeLoader)
    return JsonResponse(values)

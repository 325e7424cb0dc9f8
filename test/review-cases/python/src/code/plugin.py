import importlib

from django.http import JsonResponse


def run_plugin(request, name):
    module = importlib.import_module('plugins.' + request.GET['plugin'])
    return JsonResponse(module.run())

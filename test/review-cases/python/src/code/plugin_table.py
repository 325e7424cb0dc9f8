import importlib

from django.http import Http404, JsonResponse

PLUGINS = {'csv': 'plugins.csv_export', 'pdf': 'plugins.pdf_export'}


def run_plugin(request, name):
    try:
        path = PLUGINS[request.GET['plugin']]
    except KeyError:
        raise Http404
    module = importlib.import_module(path)
    return JsonResponse(module.run())

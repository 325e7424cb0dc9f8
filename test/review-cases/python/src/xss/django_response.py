from django.http import HttpResponse


def not_found(request, path):
    return HttpResponse('<p>No page at ' + request.GET.get('from', '') + '</p>', status=404)

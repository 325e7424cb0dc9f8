from django.http import HttpResponse


def page(request):
    layout = '<html><title>%(title)s</title></html>'
    return HttpResponse(layout % {'title': request.GET.get('title', '')})

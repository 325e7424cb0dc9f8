from django.http import HttpResponseRedirect


def leave(request):
    host = request.GET.get('host')
    return HttpResponseRedirect('https://%s/start' % host)

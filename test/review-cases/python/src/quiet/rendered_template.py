from django.http import HttpResponse
from django.template import loader


def page(request):
    template = loader.get_template('page.html')
    return HttpResponse(template.render({'title': request.GET.get('title', '')}, request))

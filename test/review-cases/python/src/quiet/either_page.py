from django.shortcuts import redirect


def choose(request):
    target = '/home'
    if request.GET.get('tab'):
        target = '/settings?tab=' + request.GET['tab']
    return redirect(target)

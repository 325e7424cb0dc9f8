from django.shortcuts import redirect


def choose(request):
    request.session['page_size'] = int(request.POST['page_size'])
    return redirect('/accounts/')

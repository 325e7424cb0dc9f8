from django.shortcuts import redirect


def choose(request):
    request.session['account'] = request.POST['account']
    return redirect('/accounts/')

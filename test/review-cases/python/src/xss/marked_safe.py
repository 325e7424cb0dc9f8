from django.shortcuts import render
from django.utils.safestring import mark_safe


def profile(request):
    about = request.POST.get('about', '')
    return render(request, 'profile.html', {'about': mark_safe('<div>' + about + '</div>')})

from django.shortcuts import render
from django.utils.html import format_html


def profile(request):
    about = request.POST.get('about', '')
    return render(request, 'profile.html', {'about': format_html('<div>{}</div>', about)})

import xml.etree.ElementTree as ET

from django.http import JsonResponse


def titles(request):
    root = ET.parse('books.xml').getroot()
    genre = request.GET.get('genre')
    found = [book.find('title') for book in root.findall('./book') if book.get('genre') == genre]
    return JsonResponse({'titles': [node.text for node in found]})

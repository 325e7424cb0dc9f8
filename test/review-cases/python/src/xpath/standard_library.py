import xml.etree.ElementTree as ET

from django.http import JsonResponse


def titles(request):
    root = ET.parse('books.xml').getroot()
    genre = request.GET.get('genre')
    found = root.findall("./book[@genre='" + genre + "']/title")
    return JsonResponse({'titles': [node.text for node in found]})

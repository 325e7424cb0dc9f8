from rest_framework.decorators import api_view
from rest_framework.response import Response


@api_view(['POST'])
def echo(request):
    return Response({'name': request.data.get('name'), 'tags': request.data.get('tags', [])})

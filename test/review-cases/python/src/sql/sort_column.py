from django.db import connection
from django.http import JsonResponse


def report(request):
    column = request.GET.get('sort', 'created')
    direction = 'DESC' if request.GET.get('desc') else 'ASC'
    sql = 'SELECT id, created, amount FROM payments ORDER BY ' + column + ' ' + direction
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    return JsonResponse({'rows': rows})

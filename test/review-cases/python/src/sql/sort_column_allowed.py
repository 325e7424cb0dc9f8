from django.db import connection
from django.http import HttpResponseBadRequest, JsonResponse

SORTABLE = ('created', 'amount')


def report(request):
    column = request.GET.get('sort', 'created')
    if column not in SORTABLE:
        return HttpResponseBadRequest('unknown column')
    direction = 'DESC' if request.GET.get('desc') else 'ASC'
    sql = 'SELECT id, created, amount FROM payments ORDER BY ' + column + ' ' + direction
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    return JsonResponse({'rows': rows})

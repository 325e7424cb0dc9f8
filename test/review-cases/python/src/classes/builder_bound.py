import pymysql
from django.http import JsonResponse


class Query:
    def __init__(self, table):
        self.table = table
        self.parts = []
        self.values = []

    def where(self, part, value):
        self.parts.append(part)
        self.values.append(value)
        return self

    def sql(self):
        return f"SELECT * FROM {self.table} WHERE {' AND '.join(self.parts)}"


def search(request):
    query = Query('logs').where('level = %s', 'error').where('host = %s', request.GET['host'])
    connection = pymysql.connect(read_default_file='/etc/app/my.cnf')
    with connection.cursor() as cursor:
        cursor.execute(query.sql(), query.values)
        return JsonResponse({'rows': cursor.fetchall()})

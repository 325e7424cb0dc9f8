import pymysql
from django.http import JsonResponse


class Query:
    def __init__(self, table):
        self.table = table
        self.parts = []

    def where(self, part):
        self.parts.append(part)
        return self

    def sql(self):
        return f"SELECT * FROM {self.table} WHERE {' AND '.join(self.parts)}"


def search(request):
    query = Query('logs').where("level = 'error'").where("host = '" + request.GET['host'] + "'")
    connection = pymysql.connect(read_default_file='/etc/app/my.cnf')
    with connection.cursor() as cursor:
        cursor.execute(query.sql())
        return JsonResponse({'rows': cursor.fetchall()})

import psycopg2
from flask import Blueprint, request

bp = Blueprint('users', __name__)


class UserRepository:
    def __init__(self, dsn):
        self.conn = psycopg2.connect(dsn)

    def page(self, number, size=20):
        offset = int(number) * size
        query = f"SELECT id, name FROM users ORDER BY id LIMIT {size} OFFSET {offset}"
        with self.conn.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()


@bp.get('/users')
def list_users():
    repo = UserRepository('dbname=app')
    return {'users': repo.page(request.args.get('page', '0'))}

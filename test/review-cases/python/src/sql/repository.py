import psycopg2
from flask import Blueprint, request

bp = Blueprint('users', __name__)


class UserRepository:
    def __init__(self, dsn):
        self.conn = psycopg2.connect(dsn)

    def search(self, term, limit=20):
        query = f"SELECT id, name FROM users WHERE name ILIKE '%{term}%' LIMIT {limit}"
        with self.conn.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()


@bp.get('/users')
def search_users():
    repo = UserRepository('dbname=app')
    return {'users': repo.search(request.args['q'])}

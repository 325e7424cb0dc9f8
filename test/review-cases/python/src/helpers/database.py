import sqlite3

_connection = None


def get_connection():
    global _connection
    if _connection is None:
        _connection = sqlite3.connect('app.db')
    return _connection


def rows(sql, values=()):
    cursor = get_connection().cursor()
    cursor.execute(sql, values)
    return cursor.fetchall()

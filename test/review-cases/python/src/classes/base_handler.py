import sqlite3

from flask import request


class Base:
    def __init__(self, prefix):
        self.prefix = prefix
        self.db = sqlite3.connect('b.db')

    def query(self, condition):
        return self.prefix + ' WHERE ' + condition


class Finder(Base):
    def __init__(self):
        super().__init__('SELECT * FROM b')

    def find(self, value):
        return self.db.execute(self.query(f"name = '{value}'")).fetchall()


def register(app):
    @app.route('/b')
    def b():
        return {'b': Finder().find(request.values.get('name'))}

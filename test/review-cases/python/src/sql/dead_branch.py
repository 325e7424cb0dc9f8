import sqlite3

from flask import request


def register(app):
    @app.route('/stock', methods=['GET', 'POST'])
    def stock():
        name = request.form.get('name', '')
        count = 12
        if count * 4 - 7 > 30:
            shelf = 'front'
        else:
            shelf = name
        cursor = sqlite3.connect('stock.db').cursor()
        cursor.execute(f"SELECT * FROM stock WHERE shelf = '{shelf}'")
        return {'rows': cursor.fetchall()}

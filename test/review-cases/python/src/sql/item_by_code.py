import sqlite3

from fastapi import APIRouter

router = APIRouter()


@router.get('/items/{code}')
async def item(code: str):
    conn = sqlite3.connect('items.db')
    row = conn.execute(f'SELECT name, price FROM items WHERE code = "{code}"').fetchone()
    return {'name': row[0], 'price': row[1]}

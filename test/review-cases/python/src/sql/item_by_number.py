import sqlite3

from fastapi import APIRouter

router = APIRouter()


@router.get('/items/{item_id}')
async def item(item_id: int):
    conn = sqlite3.connect('items.db')
    row = conn.execute(f'SELECT name, price FROM items WHERE id = {item_id}').fetchone()
    return {'name': row[0], 'price': row[1]}

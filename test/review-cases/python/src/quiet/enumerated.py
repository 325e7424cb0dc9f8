from enum import Enum
from typing import Literal

from fastapi import FastAPI

from .database import connection

app = FastAPI()


class Column(str, Enum):
    name = 'name'
    size = 'size'


@app.get('/sorted')
def in_order(column: Column, direction: Literal['ASC', 'DESC'] = 'ASC', limit: int = 10):
    cursor = connection().cursor()
    cursor.execute(f'SELECT * FROM things ORDER BY {column.value} {direction} LIMIT {limit}')
    return cursor.fetchall()

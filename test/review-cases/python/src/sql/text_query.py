from fastapi import FastAPI
from sqlalchemy import create_engine, text

app = FastAPI()
engine = create_engine('postgresql:///shop')


@app.get('/products')
def products(category: str, brand: str | None = None):
    where = [f"category = '{category}'"]
    if brand:
        where.append(f"brand = '{brand}'")
    statement = text('SELECT * FROM products WHERE ' + ' AND '.join(where))
    with engine.connect() as conn:
        return [dict(row) for row in conn.execute(statement)]

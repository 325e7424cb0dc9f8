from fastapi import Depends, FastAPI, Request

from .database import Database, current_user, get_db

app = FastAPI()


@app.get('/mine')
async def mine(request: Request, user=Depends(current_user), db: Database = Depends(get_db)):
    return await db.fetch_all(f'SELECT * FROM notes_{user.shard} WHERE tenant = {request.app.state.tenant}')

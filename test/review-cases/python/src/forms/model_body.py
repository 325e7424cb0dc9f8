from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.orm import Session

from .database import get_db

app = FastAPI()


class NoteIn(BaseModel):
    title: str


@app.post('/notes')
def create(note: NoteIn, db: Session = Depends(get_db)):
    found = db.execute(text(f"SELECT id FROM notes WHERE title = '{note.title}'")).fetchall()
    return {'count': len(found)}

from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Note
from .database import get_db

app = FastAPI()


class NoteIn(BaseModel):
    title: str


@app.post('/notes')
def create(note: NoteIn, db: Session = Depends(get_db)):
    found = db.execute(select(Note).where(Note.title == note.title)).scalars().all()
    return {'count': len(found)}

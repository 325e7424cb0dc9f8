from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .database import get_session

router = APIRouter()


@router.get('/books')
async def books(term: str, session: AsyncSession = Depends(get_session)):
    found = await session.execute(text("SELECT * FROM books WHERE title LIKE '%" + term + "%'"))
    return found.mappings().all()

from fastapi import APIRouter, Depends
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from .database import get_session
from .models import Book

router = APIRouter()


@router.get('/books')
async def books(term: str, ids: list[str], session: AsyncSession = Depends(get_session)):
    statement = select(Book).where(Book.title.ilike(f'%{term}%'), Book.id.in_(ids)).order_by(Book.title)
    found = await session.execute(statement)
    await session.execute(update(Book).where(Book.title == term).values(seen=term))
    return found.scalars().all()

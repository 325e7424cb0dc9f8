import httpx
from fastapi import APIRouter, Body

router = APIRouter()
BASE = 'https://hooks.example'


@router.post('/hook')
async def hook(number: str = Body(embed=True)):
    target = f'{BASE}/hooks/{number}'
    async with httpx.AsyncClient() as client:
        answer = await client.post(target, json={})
    return {'status': answer.status_code}

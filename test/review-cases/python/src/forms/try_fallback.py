import httpx
from fastapi import APIRouter, Body

router = APIRouter()


@router.post('/hook')
async def hook(address: str = Body(embed=True)):
    try:
        target = address.strip().lower()
    except AttributeError:
        target = 'https://hooks.example/default'
    async with httpx.AsyncClient() as client:
        answer = await client.post(target, json={})
    return {'status': answer.status_code}

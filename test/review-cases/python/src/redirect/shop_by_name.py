from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse

app = FastAPI()
SHOPS = {'north': 'https://north.example', 'south': 'https://south.example'}


@app.get('/out')
async def out(request: Request):
    return RedirectResponse(url=SHOPS.get(request.query_params['to'], '/'), status_code=302)

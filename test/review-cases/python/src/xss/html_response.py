from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse

app = FastAPI()


@app.get('/welcome', response_class=HTMLResponse)
async def welcome(name: str = Query('friend')):
    return HTMLResponse(content='<b>Welcome, {}</b>'.format(name))

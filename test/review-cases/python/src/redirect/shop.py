from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.get('/out')
async def out(request: Request):
    return RedirectResponse(url=request.query_params['to'], status_code=302)

from pathlib import Path

from fastapi import FastAPI, HTTPException

app = FastAPI()
DATA = Path('/var/data')


@app.get('/files/{name:path}')
def read(name: str):
    target = DATA / name
    if not target.exists():
        raise HTTPException(404)
    return {'text': target.read_text()}

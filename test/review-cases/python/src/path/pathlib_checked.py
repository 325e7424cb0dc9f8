from pathlib import Path

from fastapi import FastAPI, HTTPException

app = FastAPI()
DATA = Path('/var/data')


@app.get('/files/{name:path}')
def read(name: str):
    target = (DATA / name).resolve()
    if not target.is_relative_to(DATA):
        raise HTTPException(403)
    return {'text': target.read_text()}

from subprocess import Popen, PIPE

from aiohttp import web

routes = web.RouteTableDef()
OPTIONS = {'shell': True, 'stdout': PIPE}


@routes.get('/size')
async def size(request):
    path = request.query['path']
    process = Popen(f'du -sh {path}', **OPTIONS)
    return web.json_response({'size': process.stdout.read().decode()})


@routes.get('/lines')
async def lines(request):
    process = Popen('wc -l ' + request.query['file'], shell=True, stdout=PIPE)
    return web.json_response({'lines': process.stdout.read().decode()})

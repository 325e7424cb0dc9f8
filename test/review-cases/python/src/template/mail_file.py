from jinja2 import Environment, FileSystemLoader

environment = Environment(loader=FileSystemLoader('templates'), autoescape=True)


async def mail(request):
    form = await request.post()
    text = environment.get_template('mail.txt').render(body=form['body'])
    return text

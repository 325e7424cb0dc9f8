from jinja2 import Environment

environment = Environment(autoescape=True)


async def mail(request):
    form = await request.post()
    text = environment.from_string(form['body']).render(user='you')
    return text

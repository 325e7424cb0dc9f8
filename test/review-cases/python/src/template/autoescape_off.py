import jinja2

environment = jinja2.Environment(loader=jinja2.FileSystemLoader('templates'), autoescape=False)

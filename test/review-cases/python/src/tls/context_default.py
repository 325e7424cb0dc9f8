import ssl
import urllib.request


def read(url):
    return urllib.request.urlopen(url, context=ssl.create_default_context()).read()

import requests

session = requests.Session()


def status(url):
    return session.get(url, verify='/etc/ssl/own-authority.pem', timeout=3).status_code

import requests

session = requests.Session()


def status(url):
    return session.get(url, verify=False, timeout=3).status_code

import hashlib

ALGORITHMS = {'old': 'sha1', 'new': 'sha512'}


def checksum(data):
    h = hashlib.new(ALGORITHMS['new'])
    h.update(data)
    return h.digest()

import hashlib

ALGORITHM = 'sha1'


def checksum(data):
    h = hashlib.new(ALGORITHM)
    h.update(data)
    return h.digest()

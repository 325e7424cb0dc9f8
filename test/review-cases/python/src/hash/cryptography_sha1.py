from cryptography.hazmat.primitives import hashes


def digest(data):
    h = hashes.Hash(hashes.SHA1())
    h.update(data)
    return h.finalize()

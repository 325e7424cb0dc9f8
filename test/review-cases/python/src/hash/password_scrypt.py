import hashlib
import os


def stored(password):
    salt = os.urandom(16)
    return salt + hashlib.scrypt(password.encode('utf-8'), salt=salt, n=16384, r=8, p=1)

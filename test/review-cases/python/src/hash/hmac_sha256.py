import hmac
from hashlib import sha256


def signed(key, message):
    return hmac.new(key, message, sha256).hexdigest()

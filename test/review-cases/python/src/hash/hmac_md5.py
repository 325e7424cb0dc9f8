import hmac
from hashlib import md5


def signed(key, message):
    return hmac.new(key, message, md5).hexdigest()

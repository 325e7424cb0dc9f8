from random import randint


def code():
    return str(randint(100000, 999999))

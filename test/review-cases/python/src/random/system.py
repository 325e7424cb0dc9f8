from random import SystemRandom

generator = SystemRandom()


def code():
    return str(generator.randint(100000, 999999))

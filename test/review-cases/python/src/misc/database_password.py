import psycopg2


def connect():
    return psycopg2.connect(host='db.internal', user='app', password='k9#fQ2!vLm')

import logging

from flask import Flask, request

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.route('/track')
def track():
    logger.info('visit from ' + request.headers.get('Referer', ''))
    return 'ok'

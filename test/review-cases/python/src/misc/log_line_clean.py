import logging

from flask import Flask, request

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.route('/track')
def track():
    referer = request.headers.get('Referer', '').replace('\r', '').replace('\n', '')
    logger.info('visit from ' + referer)
    return 'ok'

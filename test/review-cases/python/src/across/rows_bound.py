from flask import Blueprint

from helpers import database
from helpers.web import query_value

bp = Blueprint('rows', __name__)


@bp.route('/rows')
def show():
    kind = query_value('kind')
    return {'rows': database.rows('SELECT * FROM t WHERE kind = ?', (kind,))}

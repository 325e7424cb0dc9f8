from flask import Blueprint

from helpers import database
from helpers.web import query_value

bp = Blueprint('rows', __name__)


@bp.route('/rows')
def show():
    kind = query_value('kind')
    found = database.get_connection().execute("SELECT * FROM t WHERE kind = '" + kind + "'")
    return {'rows': found.fetchall()}

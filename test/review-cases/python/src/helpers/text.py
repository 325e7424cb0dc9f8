import html
import re


def between(value, left, right):
    return left + value + right


def escape_markup(value):
    return html.escape(value, quote=True)


def only_word_characters(value):
    return re.sub(r'[^A-Za-z0-9_]', '', value)


def first_of(values, default=''):
    return values[0] if values else default

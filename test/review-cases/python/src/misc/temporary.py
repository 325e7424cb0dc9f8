import tempfile


def scratch(data):
    name = tempfile.mktemp(suffix='.csv')
    with open(name, 'w') as f:
        f.write(data)
    return name

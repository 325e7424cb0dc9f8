import os
import tempfile


def scratch(data):
    handle, name = tempfile.mkstemp(suffix='.csv')
    with os.fdopen(handle, 'w') as f:
        f.write(data)
    return name

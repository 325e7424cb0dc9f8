import hashlib
import os
import shutil

from django.http import HttpResponse


class Store:
    root = '/srv/store'

    def locate(self, key):
        return os.path.join(self.root, hashlib.sha256(key.encode()).hexdigest())

    def remove(self, key):
        shutil.rmtree(self.locate(key))


def remove(request):
    Store().remove(request.POST.get('key'))
    return HttpResponse(status=204)

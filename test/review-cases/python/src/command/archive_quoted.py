import shlex
import subprocess
from django.http import HttpResponse


def archive(request):
    folder = request.POST['folder']
    command = 'tar czf /tmp/out.tgz {}'.format(shlex.quote(folder))
    subprocess.check_call(command, shell=True)
    return HttpResponse('ok')

import ldap
from django.http import JsonResponse


def lookup(request):
    directory = ldap.initialize('ldap://directory.internal')
    base = 'ou=' + request.GET['unit'] + ',dc=example,dc=org'
    found = directory.search_s(base, ldap.SCOPE_SUBTREE, '(objectClass=person)')
    return JsonResponse({'found': len(found)})

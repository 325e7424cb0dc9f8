import ldap
import ldap.filter
from django.http import JsonResponse


def lookup(request):
    directory = ldap.initialize('ldap://directory.internal')
    condition = ldap.filter.filter_format('(&(objectClass=person)(cn=%s))', [request.GET['name']])
    found = directory.search_s('dc=example,dc=org', ldap.SCOPE_SUBTREE, condition)
    return JsonResponse({'found': len(found)})

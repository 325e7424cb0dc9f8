from django.views import View
from django.shortcuts import render

from .models import Ticket


class TicketList(View):
    def get(self, request):
        owner = request.GET['owner']
        tickets = Ticket.objects.raw("SELECT * FROM tickets WHERE owner = '" + owner + "'")
        return render(request, 'tickets.html', {'tickets': tickets})

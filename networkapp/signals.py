"""What a host may listen to. Each is sent after the transaction that made it true."""

from django.dispatch import Signal

# network, event: an event was appended to the log of a network
event_recorded = Signal()
# seat: somebody's seat began, ended, or changed its offices
seat_changed = Signal()
# users (primary keys): they were told of something; sent by the background task that did
people_told = Signal()

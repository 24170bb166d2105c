"""Signals for hosts. Each is sent after its transaction, except `person_leaving` and `participation_changing`.

A listener that fails is logged and does not stop the others. Django's own model signals are no contract: messages and
events are inserted without `post_save`, as by `bulk_create` (docs/plugin.md).
"""

from django.dispatch import Signal

# network, event: an event was appended to the log of a network; sent for each event, in the order of their sequences
event_recorded = Signal()
# seat: somebody's seat began, ended, or changed its offices
seat_changed = Signal()
# edition: a handbook was published as a whole
edition_published = Signal()
# user: somebody is being erased. Sent within that transaction, so that a receiver deletes what is theirs alone.
person_leaving = Signal()
# users (primary keys): they were notified; sent by the background task that did so
people_told = Signal()
# network: the participation of a delegation in it is being recorded, corrected or deleted, also for days that are over.
# Sent before that transaction, so that a receiver first records what time has decided by the participation until now.
participation_changing = Signal()

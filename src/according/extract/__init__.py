"""From what the model found to statements (nesting, mode, confidence), events and relations (who, whose claim)."""

from according.extract.events import Cuts, Holders, Meant, events, relations
from according.extract.statements import attributions

__all__ = ["Cuts", "Holders", "Meant", "attributions", "events", "relations"]

"""What the heads of the model tell apart, in the order of their outputs."""

from according.ledger import MENTION_TYPES

COLUMNS = ("ledger", "phrase", "entity", "name")
"""Annotation schemes of mentions: participants, places, times and numbers of the ledger; every noun phrase (GUM); entities
of conflict reports (re3d); proper names (CrossNER, UNER)."""

WIDEST = 32
"""Words in the widest mention that can be found."""

MENTION_LABELS = (*MENTION_TYPES, "OTHER")
TRIGGER_TAGS = ("O", "B", "I")
ATTACK_ROLES = ("perpetrator", "organisation", "target", "victim", "weapon")
"""Roles in an attack, as in MUC-4: the individual, the organisation behind it, what and who was hit, with what."""
ATTACK_TAGS = ("O", *(f"{part}-{role}" for role in ATTACK_ROLES for part in "BI"))
ARGUMENTS = ("initiator", "recipient", "at", "from", "to", "via", "time", "count")
"""What a mention can be to an event."""

MODES = (
    "abduct", "access", "aerial", "allege", "arrest", "assassinate", "assist", "ban", "beat", "boycott", "ceasefire",
    "censor", "change", "cleansing", "convict", "crowd-control", "curfew", "cyber", "demo", "deport", "destroy", "disapprove",
    "disarm", "discontinue", "drone", "execute", "expel", "explosives", "firearms", "heavy-weapons", "hunger", "investigate",
    "martial-law", "massacre", "meet", "militia", "misinformation", "multilateral", "obstruct", "phone", "police", "primitive",
    "relations", "release", "resign", "restrict", "return", "riot", "seize", "sexual", "strike", "suicide-attack", "territory",
    "third-party", "torture", "troops", "unconventional", "violence", "visit", "weapons", "withdraw", "withhold", "yield",
)  # fmt: skip
"""PLOVER's modes, the lower level of its types."""

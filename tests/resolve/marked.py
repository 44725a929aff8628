"""Texts with their sources marked, as attributions: "[Ilse Marro] said so. [The army|ARMED_GROUP] denied it."."""

import re

from according.ledger import Actor, ActorType, Attribution

_SOURCE = re.compile(r"\[([^\]|]*)(?:\|([A-Z_]+))?(?:\|(\d+))?\]")


def marked(text: str) -> tuple[str, list[Attribution]]:
    """The text without marks, and a statement for each: [source], [source|TYPE] or [source|TYPE|index of the outer]."""
    plain, statements, at = "", [], 0
    for m in _SOURCE.finditer(text):
        plain += text[at : m.start()]
        begin, at = len(plain), m.end()
        plain += m.group(1)
        end = len(plain)
        type_: ActorType = m.group(2) or "PERSON"  # type: ignore[assignment]
        within = int(m.group(3)) if m.group(3) else None
        statements.append(
            Attribution(
                ((begin, end),),
                ((end, end + 1),),
                ((end + 1, end + 2),),
                type_,
                "said",
                "indirect",
                "assert",
                within,
                0.9,
            )
        )
    return plain + text[at:], statements


def mentions(actor: Actor, text: str) -> list[str]:
    """The words of an actor's mentions."""
    return [text[begin:end] for begin, end in actor.mentions]

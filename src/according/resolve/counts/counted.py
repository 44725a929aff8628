"""What a number counts: the head of its noun phrase, and the verb that says what became of them."""

from dataclasses import dataclass

from according.resolve.counts.lexicon import (
    AUXILIARIES,
    FILLERS,
    NOUNS,
    NUMERALS,
    OBJECT_LINKS,
    PEOPLE,
    RESULTS,
    STOPS,
    TEMPORAL,
    VAGUE,
)
from according.resolve.counts.tokens import Tokens

_REACH = 14  # tokens from a number to the verb that governs it
_PHRASE = 7  # tokens in a noun phrase
_MARKS = frozenset(",()[]\"“”‘’'–—-/")
_BEFORE = frozenset("killed killing kill kills murdered murdering injured injuring wounded wounding displaced displacing "
                    "captured capturing detained detaining arrested arresting abducted abducting kidnapped kidnapping "
                    "rescued rescuing evacuated evacuating released freed releasing freeing executed executing murder "
                    "deaths death massacre killing saved lives toll dead injuries fatalities".split())  # fmt: skip
_DEPARTURES = frozenset("homes home flee houses".split())
_DRIVEN = frozenset("forced forcing driven drove driving uprooted made".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """The noun phrase after a number: ``head`` is its last noun (empty where none follows), ``after`` the token after it."""

    head: str
    after: int
    named: bool  # a capitalised word stands before the head ("Isis members")


def phrase_after(tokens: Tokens, i: int) -> Phrase:
    """The noun phrase that begins at token ``i``, after the number words."""
    at, head, named = i, "", False
    if tokens.touching(at) and tokens.word(at) == "-":  # "500-strong force"
        at += 1
    while tokens.word(at) in FILLERS:
        at += 1
    first, noun = at, -1
    while at < first + _PHRASE and not tokens.breaks(at):
        word = tokens.word(at)
        if word in ("'", "’") and tokens.word(at + 1) == "s" and tokens.touching(at + 1):
            at, head, named, noun = at + 2, "", False, -1
            continue
        if word == "-" and tokens.touching(at) and tokens.touching(at + 1):
            at += 1
            continue
        if not word[0].isalpha() or word in NUMERALS or word in VAGUE:
            break
        if word == "and" and noun < 0 and head and tokens.capital(at - 1) and tokens.capital(at + 1):
            at += 1  # "British and French troops"
            continue
        if word in STOPS or (word in RESULTS and word not in NOUNS):
            if head or not _participle(tokens, at):
                break
            at += 1
            continue
        likely = _likely_noun(tokens, at)
        if word in AUXILIARIES or (noun >= 0 and not likely):
            break
        named = named or (bool(head) and tokens.capital(at - 1))
        noun = at if likely else noun
        head, at = word, at + 1
    if noun < 0 and head and tokens.capital(at - 1) and at - first > 1:
        head = ""
    return Phrase("people" if noun >= 0 and tokens.capital(noun) and head not in NOUNS else head, at, named)


def _likely_noun(tokens: Tokens, at: int) -> bool:
    """Whether a word is known as something counted, or looks like a plural ("neighbourhoods", "Britons")."""
    word = tokens.word(at)
    if word in NOUNS:
        return True
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")) and len(word) > 3
    return plural or word == "members"


def _participle(tokens: Tokens, at: int) -> bool:
    """Whether a word like "displaced" modifies the noun after it ("530 wounded civilians")."""
    return tokens.word(at) in RESULTS and tokens.word(at + 1) in NOUNS


def noun_of(phrase: Phrase) -> str:
    """The ledger's word for a head noun."""
    if phrase.head == "members" and phrase.named:
        return "fighters"
    return NOUNS.get(phrase.head, phrase.head)


def is_temporal(tokens: Tokens, i: int) -> bool:
    """Whether the words after a number make it a length of time, a date or an age ("12-year-old")."""
    at = i + 1 if tokens.word(i) in ("-", "–", "of", "more", "consecutive", "long") else i
    return tokens.word(at) in TEMPORAL or tokens.word(i) in TEMPORAL


def result_of(tokens: Tokens, first: int, phrase: Phrase) -> str | None:
    """What is said to have become of those counted: "killed", "displaced" ...; None where no verb says so."""
    result = _before(tokens, first) or _behind(tokens, phrase)
    return None if result == "captured" and noun_of(phrase) in ("hostages", "prisoners") else result


def _before(tokens: Tokens, first: int) -> str | None:
    at = first - 1
    for at in range(first - 1, max(first - 6, -1), -1):
        word = tokens.word(at)
        if word in _BEFORE:
            if word in ("toll", "dead", "lives"):
                return "killed"
            if word == "killing" and tokens.word(at - 1) in ("stop", "the"):
                return "killed"
            return RESULTS.get(word)
        if word not in OBJECT_LINKS:
            break
    back = [tokens.word(k) for k in range(max(0, first - 9), first)]
    for k in range(len(back) - 1, -1, -1):
        if back[k] and back[k][0] in ".!?;\n":
            return None
        if back[k] == "toll" or (back[k] == "dead" and "number" in back[:k]):
            return "killed"
    return None


def _behind(tokens: Tokens, phrase: Phrase) -> str | None:
    at, passive, relative, within = phrase.after, False, False, False
    driven = any(tokens.word(k) in _DRIVEN for k in range(max(0, phrase.after - 10), phrase.after))
    for k in range(at, at + _REACH):
        if tokens.breaks(k):
            return None
        word = tokens.word(k)
        if word == "including" or (
            word == "and" and k == at and (tokens.word(k + 1)[:1].isdigit() or tokens.word(k + 1) in NUMERALS)
        ):
            within = True
        if not within and (word[0].isdigit() or word in VAGUE or (word in NUMERALS and word != "one")):
            return None
        if driven and word in _DEPARTURES:
            return "displaced"
        if word in ("who", "whose"):
            relative = True
        if word in AUXILIARIES:
            passive = True
            continue
        if word in ("and", "or", "while", "but", "when") and not relative and not within:
            return None
        if word in ("dead", "wounded", "injured", "missing", "killed") and k <= at + 1:
            return RESULTS[word]
        if word in RESULTS and word not in ("death", "deaths", "lives", "killing", "murder", "kill", "kills", "wounds"):
            bare = word in (
                "died",
                "fled",
                "perished",
                "surrendered",
                "surrendering",
                "missing",
                "disappeared",
                "fleeing",
                "flee",
            )
            if (
                bare
                and word not in ("died", "perished", "missing", "disappeared")
                and noun_of(phrase) not in ("people", "")
            ):
                return None
            if passive or bare or k <= at + 1:
                return RESULTS[word]
            return None
        if word in ("custody", "detention") and k <= at + 9:
            return "captured"
        if passive and word.endswith("ed") and word not in ("believed", "feared", "reported", "estimated"):
            return None
        if passive and word == "held":
            return "captured"
    return None


def noun_before(tokens: Tokens, i: int) -> str:
    """The people named last before token ``i`` in its sentence: what a number without a noun counts."""
    for k in range(i - 1, max(i - 14, -1), -1):
        if tokens.breaks(k):
            return ""
        noun = NOUNS.get(tokens.word(k))
        if noun in PEOPLE:
            return noun
    return ""


def of_people(noun: str) -> bool:
    """Whether a noun names people, of whom a verb may tell what became."""
    return noun in PEOPLE or noun == ""

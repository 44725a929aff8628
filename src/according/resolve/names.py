"""Names: what a source calls its speaker, and which forms of a name are the same name."""

import re
import unicodedata
from functools import lru_cache

PRONOUNS = frozenset(
    "he she it they him her them his its their i we you me us who which that this these those one some others "
    "many most both all several few another other none someone anyone everyone everybody nobody somebody".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president prime minister vice premier chancellor king queen "
    "prince princess sheikh sheik emir imam ayatollah pope bishop archbishop rev reverend judge justice senator sen "
    "representative rep congressman congresswoman governor gov mayor ambassador secretary general gen lieutenant lt "
    "colonel col major maj captain capt sergeant sgt corporal private brigadier brig admiral adm marshal commander "
    "cmdr spokesman spokeswoman spokesperson director chairman chairwoman chief foreign defence defense interior "
    "deputy former activist journalist envoy adviser advisor minister analyst rebel resident".split()
)
_OPENERS = frozenset(
    "the a an and but or so as if when while after before since because although though however meanwhile later earlier "
    "today yesterday on in at by for from with without under over about during until according then there here this "
    "that these those his her its their our my your no not yes what why how where who which also still even only "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_PARTICLES = frozenset("al el bin ibn abu umm van von de der den del della di da dos la le ben st".split())
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*\.?")
_CLAUSE = re.compile(r",|;|:| – | — |\(| (?:who|which|that|whose|where) ")


def plain(name: str) -> str:
    """A name as it is compared: no accents, case, articles, possessive or marks; hyphens as spaces."""
    return _plain(name)


@lru_cache(maxsize=50_000)
def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    letters = re.sub(r"[’']s\b", "", letters)
    words = re.findall(r"\w+", letters)
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def is_pronoun(words: str) -> bool:
    """Whether a source is a pronoun or another word that names nobody by itself."""
    return plain(words) in PRONOUNS or words.strip().casefold() in PRONOUNS


def capitalised_runs(words: str) -> list[tuple[int, int]]:
    """Runs of capitalised words in ``words`` (offsets into it), particles inside included, openers and titles cut off."""
    runs: list[list[re.Match[str]]] = []
    previous_end = -1
    for m in _WORD.finditer(words):
        word = m.group()
        joined = runs and previous_end >= 0 and words[previous_end : m.start()] in (" ", "-") and bool(runs[-1])
        if word[0].isupper():
            if joined:
                runs[-1].append(m)
            else:
                runs.append([m])
            previous_end = m.end()
        elif joined and word.casefold().split("-")[0] in _PARTICLES:
            runs[-1].append(m)
            previous_end = m.end()
        else:
            previous_end = -1
    out = []
    for run in runs:
        while run and plain(run[0].group()) in (_OPENERS | TITLES):
            run = run[1:]
        while run and not run[-1].group()[0].isupper():
            run = run[:-1]
        if run:
            out.append((run[0].start(), run[-1].end()))
    return out


def person_name(words: str) -> tuple[int, int] | None:
    """Where a source names a person: "The Turkish president, Recep Tayyip Erdoğan," -> the last three words.

    Of the runs of capitalised words the first full one (two words or more) that is not the name of a body or country
    in a role ("an SDF spokesman", "the UN envoy"), else a single capitalised word that is all there is.
    """
    head = _CLAUSE.split(words, maxsplit=1)[0]
    runs = capitalised_runs(words)
    in_head = [r for r in runs if r[1] <= len(head)]
    starts_with_article = re.match(r"(?:the|an?|one|two|several|some|its|his|her|their)\b", words, re.IGNORECASE)
    if not starts_with_article and in_head:
        return _without_possessive(words, in_head[-1] if in_head[-1][1] >= len(head.rstrip()) else in_head[0])
    # A role: a name may close the head ("the SDF spokesman Talal Silo") or stand in apposition ("the envoy, Jan Egeland,").
    if in_head and in_head[-1][1] >= len(head.rstrip()) and " " in words[slice(*in_head[-1])] and len(in_head) >= 1:
        before = words[: in_head[-1][0]].rstrip()
        if (
            before
            and before.split()[-1][0].islower()
            and before.split()[-1].casefold() not in ("of", "for", "the", "in", "and", "at", "on")
        ):
            return _without_possessive(words, in_head[-1])
    after = words[len(head) :]
    if after.startswith(","):
        for begin, end in runs:
            if begin == len(head) + 2 and " " in words[begin:end]:
                return _without_possessive(words, (begin, end))
    return None


def _without_possessive(words: str, span: tuple[int, int]) -> tuple[int, int]:
    begin, end = span
    for tail in ("’s", "'s"):
        if words[begin:end].endswith(tail):
            return begin, end - 2
    return begin, end


def head_phrase(words: str) -> str:
    """The source up to its first clause or apposition, without a trailing comma: what an unnamed speaker is called."""
    head = _CLAUSE.split(words, maxsplit=1)[0].strip()
    return head or words.strip(" ,")


def initials(name: str) -> str:
    """The acronym a name would have: first letters of its capitalised words."""
    return "".join(m.group()[0] for m in re.finditer(r"[^\W_]+", name) if m.group()[0].isupper()).upper()

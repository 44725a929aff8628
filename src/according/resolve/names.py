"""Names: what a source calls its speaker, and which forms of a name are the same name."""

import re
import unicodedata
from collections.abc import Iterator
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
    "the a an and but or of so as if when while after before since because although though however meanwhile "
    "later earlier today yesterday on in at by for from with without under over about during until according then "
    "there here this that these those his her its their our my your no not yes what why how where who which also "
    "still even only monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december "
    "clearly finally recently previously reportedly allegedly apparently obviously unfortunately sadly actually currently "
    "eventually initially originally presumably certainly probably possibly similarly separately additionally ironically "
    "notably surely lastly firstly secondly perhaps maybe instead indeed moreover furthermore nevertheless nonetheless once "
    "now just both former like unlike despite amid following among between against".split()
)
PARTICLES = frozenset("al el bin ibn abu umm van von de der den del della di da dos la le ben st".split())
COURTESY = (frozenset({"mr", "sir", "lord"}), frozenset({"mrs", "ms", "miss", "lady", "dame"}))
"""Titles of men and of women, whatever they do."""
_PREPOSITIONS = frozenset("of for in at on to from with by".split())
_ELSEWHERE = _PREPOSITIONS - {"of", "for"}
_LINKS = _PREPOSITIONS | {"the", "and", "a", "an"}
BODIES = frozenset(
    "ministry army navy force forces council committee office department agency court party police government "
    "parliament league movement front group hospital university union commission brigade brigades battalion militia foundation "
    "company bank school college institute".split()
)
"""Last words of names that are no person's, whatever type their source was given."""
_PHRASE, _PHRASES = 200, 20_000
"""Code points of a phrase that is remembered, and how many are: the same few words call the same people again and again."""
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*\.?")
_LIST = re.compile(r"(?:[Tt]he )?\*(?:, (?:the )?\*)*,? and (?:the )?\*")
_SHARED = re.compile(r"(?:[Tt]he )?[A-Z]\w+(?:, [A-Z]\w+)+,? and [A-Z]\w+(?= [a-z])")
"""Names that share a noun: "Russian, Syrian and Iranian forces"."""
_LETTERS = 4
"""Capitals up to which a word stands for several."""
_NOUN_AFTER = re.compile(
    r" (?!(?:of|in|from|at|on|for|with|to|by|and|or|who|whom|whose|which|that|as|is|was|has|had|himself|herself)\b)[a-z]+$"
)
_NOUN = re.compile(r"\b[a-z]+(?= (?:of|on|for|in|to|at|from) |$)")
_CLAUSE = re.compile(r",(?!\d{3})|;|:| – | — |\(| (?:who|which|that|whose|where) ")


@lru_cache(maxsize=50_000)
def plain(name: str) -> str:
    """A name as it is compared: no accents, case, articles, possessive or marks; hyphens as spaces."""
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    letters = re.sub(r"[’']s\b", "", letters)
    words = re.findall(r"\w+", letters)
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def is_pronoun(words: str) -> bool:
    """Whether a source is a pronoun or another word that names nobody by itself ("us", but not "US")."""
    words = words.strip()
    return words.casefold() in PRONOUNS and (words == "I" or not (words.isupper() and len(words) > 1))


def capitalised_runs(words: str) -> tuple[tuple[int, int], ...]:
    """Runs of capitalised words in ``words`` (offsets into it): particles inside kept, openers and titles cut off."""
    return _runs_of_phrase(words) if len(words) <= _PHRASE else tuple(each_capitalised_run(words))


@lru_cache(maxsize=_PHRASES)
def _runs_of_phrase(words: str) -> tuple[tuple[int, int], ...]:
    return tuple(each_capitalised_run(words))


def each_capitalised_run(words: str) -> Iterator[tuple[int, int]]:
    """The runs of :func:`capitalised_runs`, one by one: of a long text none is held."""
    run: list[tuple[int, int, str]] = []
    previous_end = -1
    for m in _WORD.finditer(words):
        word, end = m.group(), m.end()
        closes = word.endswith(".") and not _is_shortened(word)  # the full stop of a sentence
        if closes:
            word, end = word[:-1], end - 1
        joined = previous_end >= 0 and words[previous_end : m.start()] in (" ", "-")
        if _begins_high(word):
            if not joined:
                yield from _bare(run)
                run = []
            run.append((m.start(), end, word))
        elif joined and word.casefold().split("-")[0] in PARTICLES:
            run.append((m.start(), end, word))
        else:
            closes = True
        previous_end = -1 if closes else end
    yield from _bare(run)


def _bare(run: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """What is left of a run without openers and titles."""
    first, last = 0, len(run)
    while first < last and (plain(run[first][2]) in _OPENERS or _is_title(run[first][2])):
        first += 1
    while first < last and not _begins_high(run[last - 1][2]):
        last -= 1
    first = next((i + 1 for i in range(last - 2, first - 1, -1) if _is_title(run[i][2])), first)
    if first < last:
        yield run[first][0], run[last - 1][1]


def _is_shortened(word: str) -> bool:
    """Whether a word's full stop is its own: an initial, a title ("Gen.") or letters with stops between ("U.N.")."""
    return len(word) == 2 or "." in word[:-1] or _is_title(word)


def _begins_high(word: str) -> bool:
    """Whether a word is written as a name: "Kell", but also "al-Kell"."""
    if word[0].isupper():
        return True
    particle, _, rest = word.partition("-")
    return rest[:1].isupper() and particle in PARTICLES


@lru_cache(maxsize=50_000)
def _is_title(word: str) -> bool:
    """Whether a word is a title: "Colonel", "Lieutenant-General"."""
    parts = plain(word).split()
    return bool(parts) and all(p in TITLES for p in parts)


@lru_cache(maxsize=_PHRASES)
def person_name(words: str) -> tuple[int, int] | None:
    """Where a source names a person (offsets into ``words``), or None where it only tells a role.

    "Lina Khatib, head of ..." and "Jan Egeland of the UN" begin with the name; "the SDF spokesman Talal Silo" ends with
    it; in "The Turkish president, Recep Tayyip Erdoğan," it stands in apposition; "a Pentagon spokesman" has none.
    """
    head = _CLAUSE.split(words, maxsplit=1)[0].rstrip()
    runs = [r for r in capitalised_runs(words) if _may_name_one(words, r)]
    in_head = [r for r in runs if r[1] <= len(head) and not _follows_link(words[: r[0]])]
    role = re.match(r"(?:the|an?|one|two|several|some|its|his|her|their)\b|[^,]*?\w[’']s? ", head, re.IGNORECASE)
    if in_head:
        first, last = in_head[0], in_head[-1]
        before = words[: last[0]].rstrip().rsplit(" ", 1)[-1].rstrip(".").casefold()
        closes = last[1] >= len(head)
        if (
            closes
            and before
            and not before[-1:].isdigit()
            and (before in TITLES or (last != first and before not in _LINKS))
        ):
            if " " in words[slice(*last)] or before in TITLES:
                return _without_possessive(words, last)
        elif not role:
            return _without_possessive(words, first)
        if not role and first == last:
            return _without_possessive(words, first)
    apposed = next((r for r in runs if r[0] > len(head) and not words[len(head) : r[0]].strip(" ,")), None)
    if apposed and " " in words[slice(*apposed)]:
        return _without_possessive(words, apposed)
    titled = next((r for r in runs if r[0] > len(head) and _only_titles(words[len(head) : r[0]])), None)
    return _without_possessive(words, titled) if titled else None


def _may_name_one(words: str, run: tuple[int, int]) -> bool:
    """Whether a name may be a person's: no body's, no letters alone ("MP"), none that says whose ("former Isis captive")."""
    name = words[slice(*run)]
    if plain(name).rpartition(" ")[2] in BODIES or (name.isupper() and 1 < len(name) <= _LETTERS):
        return False
    return " " in name or not _NOUN_AFTER.match(words, run[1])


def _follows_link(before: str) -> bool:
    """Whether the words before a name make it another's ("an aide to Mr ...") or a place ("witnesses in ...")."""
    rest = before.split()
    while rest and (_begins_high(rest[-1]) or _is_title(rest[-1])):
        rest.pop()
    return bool(rest) and rest[-1] in _PREPOSITIONS


def _only_titles(between: str) -> bool:
    words = between.replace(",", " ").split()
    return bool(words) and all(plain(w) in TITLES for w in words)


@lru_cache(maxsize=_PHRASES)
def tells_role(words: str) -> bool:
    """Whether a source calls one person by an office: "The US Department of Defense spokesman on Iraq and Syria"."""
    noun = _NOUN.search(head_phrase(words))
    return noun is not None and noun[0] in TITLES and " " in words and not names_several(words)


def office_of(words: str) -> str | None:
    """The office that a source tells by "the", one string however it is put; None where it tells none.

    "the former spokesman of the SDF" and "The former SDF spokesperson" are one; a spokeswoman is another, and so is whoever
    is told by where to or where from ("the ambassador to Tarsa").
    """
    if not words[:4].casefold().startswith("the ") or not tells_role(words):
        return None
    said = plain(head_phrase(words)).replace("spokesperson", "spokesman").split()
    if not _ELSEWHERE.isdisjoint(said):
        return None
    return " ".join(sorted(w for w in said if w not in _LINKS))


@lru_cache(maxsize=_PHRASES)
def names_several(words: str) -> bool:
    """Whether a source is a list of names and nothing else: "Turkey, the US and the EU"."""
    between = words
    runs = capitalised_runs(words)
    for begin, end in reversed(runs):
        between = between[:begin] + "*" + between[end:]
    return len(runs) > 1 and bool(_LIST.fullmatch(between))


def _without_possessive(words: str, span: tuple[int, int]) -> tuple[int, int]:
    begin, end = span
    for tail in ("’s", "'s"):
        if words[begin:end].endswith(tail):
            return begin, end - 2
    return begin, end


def head_phrase(words: str) -> str:
    """The source up to its first clause or apposition, without a trailing comma: what an unnamed speaker is called."""
    shared = _SHARED.match(words)
    first = shared.end() if shared else 0
    head = (words[:first] + _CLAUSE.split(words[first:], maxsplit=1)[0]).strip()
    return head or words.strip(" ,")


def initials(name: str) -> str:
    """The acronym a name would have: first letters of its capitalised words."""
    return "".join(m.group()[0] for m in re.finditer(r"[^\W_]+", name) if m.group()[0].isupper()).upper()

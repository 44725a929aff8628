"""Finding place names by name alone: capitalised runs that the gazetteer knows and whose context is not a person's.

The method is that of gazetteer-based toponym recognition with filters (Lieberman, Samet 2011): whole runs first, then
their parts; words that a document uses in persons' names are not taken for places of the same name.
"""

import re
from collections.abc import Sequence

from according.ledger.spans import Span
from according.resolve.places.countries import countries, demonym
from according.resolve.places.gazetteer import COUNTRY_CODES, Entry, Gazetteer

_TOKEN = re.compile(r"[^\W\d_](?:[^\W_]|[-‘’'ʻʼ](?=[^\W_])|\.(?=[^\W\d_]{1,2}\.))*\.?")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_COMPOUND = re.compile(r"([A-Z][^-]+)-[a-z]")
_CONTRACTION = re.compile(r".*['’](?:ve|ll|re|d|m|t)$", re.IGNORECASE)
_ARTICLES = ("al-", "el-", "ar-", "as-", "ash-", "at-", "an-", "ad-", "az-", "ez-")
_INSIDE = frozenset(
    "of de la le du des del da do dos el al ar as ash at an ad az ez ed en the y upon sur am bin & and".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr prof sir lord lady dame king queen prince princess pope rev reverend judge justice sen senator rep "
    "gov governor president minister chancellor premier sheikh sheik imam gen general col colonel maj major capt captain "
    "lt lieutenant sgt sergeant cpl officer coach ambassador secretary mayor sheriff detective spokesman spokeswoman "
    "chairman director chief st coroner deputy attorney uncle aunt brother sister father mother saint ayatollah".split()
)
_BODIES = frozenset(
    "police sheriff sheriffs mayor city council county fire department dept school schools high state community public "
    "district board jail town attorney superior regional volunteer circuit court courthouse coroner chamber hospital "
    "medical health airport area army senate house governor president assembly parliament government commission "
    "commissioners commissioner elementary middle junior university college library museum township planning water "
    "utilities municipal democratic republican democrat democrats republicans supreme general national international "
    "central civic center centre association club fair festival emergency rescue times news herald tribune post journal "
    "province governorate region oblast village camp metropolitan historical downtown highway avenue free stock mayors "
    "residents senior interior foreign ministry defense defence road street primary park parks recreation housing economic "
    "development memorial arts theater theatre symphony church diocese catholic bureau service services coalition turnpike "
    "authority agency union league society foundation institute project lottery legislature guard railroad company inc "
    "hotel bridge resident man woman native office team conference valley hills mall plaza chapter group".split()
)
"""Words after a place's name that make a body or a site of it: the name before them is still the place's."""
_GIVEN = frozenset(
    "ali hassan mohamed mohammed muhammad ahmed hussein omar ibrahim mahmoud abdullah khalid yusuf mustafa said "
    "salim karim jack john george james david mary michael paul peter martin thomas robert william charles "
    "richard joseph henry scott taylor mike jim bob tom sam ben dan bill ann anna maria jose juan carlos luis "
    "pedro".split()
)
"""Given names that are also names of places, or stand before surnames that are."""
_NOT_NAMES = _GIVEN | frozenset(
    "the a an and but or of so as if when while after before since because although though however he she it they we you i "
    "his her its their our my your this that these those here there who what where why how which in on at by for from with "
    "to no not yes all any some many most more now then also still even only just like mr mrs ms dr monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december god internet congress democrats republicans english photo editor staff reporter officials police north "
    "south east west northern southern eastern western central university college hall square park street road avenue "
    "center centre mall church school bank best can do will man king young hope union liberty independence mission "
    "orange reading mobile eagle hammer opportunity male split of enterprise nice bath deal rice page grant lake "
    "mountain hill island bay beach valley river point spring springs commerce progress imperial normal media much are is "
    "bar bel as is us tour along both every general major tax green brown black white gray grey force home date time "
    "energy chance grace joy faith star sun moon sea sky florence charlotte victoria madison austin dallas tyler jackson lincoln houston jordan chad "
    "kent carter clark lee nelson logan troy hamilton franklin jefferson wilson johnson davis moore allen russell warren "
    "marshall douglas lawrence vernon marion clinton obama bush hamas nato arab arabs olympic olympics none over give early christmas ok sydney carolina virginia georgia dakota".split()
)
"""Words that are seldom places, or as often persons: they need more than a capital (a locative, a container, size)."""
_FUNCTION = _NOT_NAMES - _GIVEN
_LOCATIVE = frozenset(
    "in at near from to outside across into around through throughout inside between towards toward leaving entering "
    "reached via of over".split()
)
_SAYING = re.compile(
    r" (?:(?:also|has|had|who|then|later) )?(?:said|says|told|added|asked|wrote|testified|recalled|laughed|smiled)\b"
)
_APPOSED = re.compile(r", (?:\d\d?\b|who\b|an? |the )")
_LEVEL = frozenset(
    "north south east west northern southern eastern western central greater downtown old new upper lower "
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern".split()
)
_LONGEST = 5
_SURE = ("PCL", "TERR", "CONT", "RGN", "SEA", "PEN", "GULF", "STM", "ADM1", "PPLC")


def toponyms(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Spans (code points) of ``text`` that name places, in order, without overlap; nationalities are not among them."""
    runs = _runs(text)
    persons = _persons(text, runs, gazetteer) | _common(text, runs)
    spans: list[Span] = []
    for run in runs:
        spans += _in_run(text, run, persons, gazetteer)
    return spans


def _runs(text: str) -> list[list[Span]]:
    """Runs of capitalised words, small words inside a name kept, each run a list of word spans."""
    runs: list[list[Span]] = []
    run: list[Span] = []
    waiting: list[Span] = []
    last = -1
    for m in _TOKEN.finditer(text):
        begin, end = m.span()
        word = m[0]
        if word[1:2] == "-" and word[0].isupper() and word[2:3].isupper():  # a party's letter: "D-Oakland"
            begin, word, last = begin + 2, word[2:], -1
        if word[-1] == "." and not _is_shortened(word):
            word, end = word[:-1], end - 1
        if (m_small := _COMPOUND.match(word)) and not word[:4].casefold().startswith(_ARTICLES):  # "Texas-based"
            word, end = m_small[1], begin + m_small.end(1)
        if word.endswith(("’s", "'s")):
            word, end = word[:-2], end - 2
        capital = word[:1].isupper() or (word[:4].startswith(_ARTICLES) and word.partition("-")[2][:1].isupper())
        beside = last >= 0 and begin - last == 1 and text[last] in " \u00a0"
        if word.casefold() in ("the", "a", "an", "i") or _CONTRACTION.match(word):
            capital, word = False, "-"
        if capital and (not run or not beside):
            runs += [run] if run else []
            run, waiting = [(begin, end)], []
        elif capital:
            run += [*waiting, (begin, end)]
            waiting = []
        elif run and beside and word in _INSIDE and len(waiting) < 2:
            waiting.append((begin, end))
        else:
            runs += [run] if run else []
            run, waiting = [], []
        last = end if end == m.end() else -1
    return [*runs, run] if run else runs


def _is_shortened(word: str) -> bool:
    """Whether a word's full stop is its own: "U.S.", "Calif.", "St.", an initial."""
    return word.count(".") > 1 or len(word) == 2 or word in _area_names() or word[:-1].casefold() in _TITLES


def _persons(text: str, runs: Sequence[Sequence[Span]], gazetteer: Gazetteer) -> frozenset[str]:
    """Words that the text uses in names of persons: after a title, or ending a run that begins with no place."""
    out: set[str] = set()
    for run in runs:
        words = [text[b:e] for b, e in run]
        low = [w.rstrip(".").casefold() for w in words]
        titled = [i for i, w in enumerate(low[:-1]) if w in _TITLES]
        if titled:
            out.update(words[titled[-1] + 1 :])
        elif 2 <= len(words) <= 4 and not (set(low) & _BODIES) and not any(demonym(w) for w in words):
            if gazetteer.find(text[run[0][0] : run[-1][1]]) or low[0] in _LEVEL:
                continue
            ends = text[run[-1][1] : run[-1][1] + 40]
            if _SAYING.match(ends) or _APPOSED.match(ends):
                out.update(words)
            elif not gazetteer.find(words[0]) or low[0] in _NOT_NAMES:
                out.add(words[-1])
    return frozenset(w for w in out if not any(_is_large(e) for e in gazetteer.find(w)))


def _is_large(entry: Entry) -> bool:
    """Whether a place is so well known that a person's name does not hide it."""
    return entry.feature.startswith(("PCL", "CONT")) or (
        entry.how == 0 and entry.feature in ("ADM1", "PPLC") and entry.population > 500_000
    )


def _common(text: str, runs: Sequence[Sequence[Span]]) -> frozenset[str]:
    """Words of runs that the text also writes small: common nouns at the head of a sentence or in a headline."""
    small = set(_SMALL.findall(text))
    return frozenset(w for run in runs for b, e in run if (w := text[b:e]).casefold() in small)


def _begins(text: str, begin: int) -> bool:
    """Whether a word begins a sentence or a line."""
    before = text[max(0, begin - 3) : begin].rstrip(" \"“‘'(")
    return begin == 0 or not before or before[-1] in ".!?\n:;"


def _in_run(text: str, run: Sequence[Span], persons: frozenset[str], gazetteer: Gazetteer) -> list[Span]:
    """The places in one run: the longest part that the gazetteer knows and the context allows, from the left."""
    out: list[Span] = []
    at = 0
    while at < len(run):
        for size in range(min(_LONGEST, len(run) - at), 0, -1):
            begin, end = run[at][0], run[at + size - 1][1]
            if text[begin:end].casefold() in _INSIDE:
                continue
            found = gazetteer.find(text[begin:end])
            if not found and text[end - 1] == ".":
                end -= 1
                found = gazetteer.find(text[begin:end])
            if found and _allowed(text, run, at, size, end, found, persons):
                out.append((begin, end))
                at += size
                break
        else:
            at += 1
    return out


def _allowed(
    text: str, run: Sequence[Span], at: int, size: int, end: int, found: Sequence[Entry], persons: frozenset[str]
) -> bool:
    """Whether a part of a run may be the place, by what stands around it."""
    begin = run[at][0]
    words = text[begin:end]
    low = words.casefold()
    if demonym(words) or low == "white house":
        return False
    if size == 1 and (low in _BODIES or low in _LEVEL):
        return False
    before = text[run[at - 1][0] : run[at - 1][1]].rstrip(".").casefold() if at else ""
    rest = [text[b:e].rstrip(".").casefold() for b, e in run[at + size : at + size + _LONGEST]]
    best = found[0]
    sure = any(e.feature.startswith(_SURE) and e.how != 1 for e in found)
    if before in _TITLES and size == 1 and before not in ("st",):
        return False
    another = before and not demonym(before) and not any(before in k for k in (_BODIES, _INSIDE, _FUNCTION, _LEVEL))
    if another and not (sure and size > 1) and not text[run[at - 1][1] : begin].strip(" "):
        return False
    if low.endswith(" city") and rest and rest[0] in _BODIES:  # the council of the city of Dublin
        return False
    if low.startswith(("st. ", "st ")) and not (_word_before(text, begin) in _LOCATIVE or _contained(text, end)):
        return False
    known = sure and (size > 1 or any(e.feature.startswith(COUNTRY_CODES) for e in found))
    if rest and not known and not (set(rest) & _BODIES) and rest[0] not in _INSIDE and not demonym(rest[0]):
        return False
    first = text[begin:end].split(" ", 1)[0]
    if size == 1 and (words in persons or first in persons) and not _contained(text, end):
        return False
    previous = _word_before(text, begin)
    if size == 1 and previous in _TITLES:
        return False
    if size == 1 and words.casefold() in _NOT_NAMES:
        if not sure and best.population < 50_000 and not _contained(text, end):
            return False
        return previous in _LOCATIVE or _contained(text, end) or (sure and words.casefold() not in persons and not rest)
    if size == 1 and len(words) < 4 and not words.isupper() and not words.endswith("."):
        return previous in _LOCATIVE or _contained(text, end)
    if sure or size > 1 or _contained(text, end):
        return True
    if _begins(text, begin):
        return best.population >= 1_000 or previous in _LOCATIVE
    return previous in _LOCATIVE or best.population >= 5_000 or bool(rest)


def _word_before(text: str, begin: int) -> str:
    """The word before, in small letters, past an article and a direction."""
    words = text[max(0, begin - 40) : begin].split()
    if not words or text[begin - 1 : begin] not in (" ", "\u00a0", "\n"):
        return ""
    for word in reversed(words[-3:]):
        if word.casefold() not in (
            "the",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "downtown",
            "nearby",
        ):
            return word.rstrip(".").casefold()
    return ""


_COMMA_AREA = re.compile(r", ([A-Z][a-z]{1,5}\.|(?:[A-Z]\.){2}|[A-Z]{2}\b|[A-Z][a-z]+(?: [A-Z][a-z]+)?)")


def _contained(text: str, end: int) -> bool:
    """Whether a comma and the name of a country or its short form follow: "Paris, Texas", "Azaz, Syria"."""
    m = _COMMA_AREA.match(text, end, end + 40)
    return m is not None and m[1] in _area_names()


def _area_names() -> frozenset[str]:
    return countries().areas

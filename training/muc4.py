"""MUC-4 (1992) as training data: reports on attacks, mixed case made again, with the spans of five roles.

The texts are upper case. :func:`sentence_case` gives each word the case in which mixed-case corpora beside it write it
most often (with the word before and after where they tell), never looking at the answer keys: a text to be scored is
cased as a text to train on. Offsets are code points of the text made here.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
PARTS = {"train": ("dev/dev-muc3-*",), "tune": ("tst1/tst1-muc3", "tst2/tst2-muc4")}

Span = tuple[int, int]
Entities = dict[str, list[list[Span]]]

_HEAD = re.compile(r"^(?:DEV|TST[12])-MUC[34]-\d{4}\b.*$", re.M)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = frozenset('.?!:\n"“”[(–—')
_SUFFIXES = (
    "ing", "ed", "ly", "ers", "ness", "tion", "tions", "ment", "ments", "ity", "ities", "ism", "ists", "ive", "able",
    "ible", "ized", "izing", "ful", "less",
)  # fmt: skip


def role_spans(
    folder: Path = SHARED / "muc4", part: str = "train", every: bool = True
) -> list[tuple[str, str, Entities]]:
    """``[(name, text, {role: [[spans of one entity], ...]})]``, one for each report, in the order of the files.

    ``part`` is ``train`` (1,300 reports) or ``tune`` (tst1 and tst2, 200 reports). The roles are those of
    ``processed/``: entities of all templates of the report together, each once. ``every`` gives all places where the
    words of a mention stand, not only the first (the keys give words, not places; a common noun's later ones may mean
    others). Longer mentions first claim their words within an entity; spans are sorted.
    """
    found = entities(folder)
    return [
        (name, text, {role: [spans for e in found[name][role] if (spans := _places(text, e, every))] for role in ROLES})
        for name, text in texts(folder, part)
        if name in found
    ]


def entities(folder: Path) -> dict[str, dict[str, list[list[str]]]]:
    """``{name: {role: [[mention, ...], ...]}}`` from ``processed/``, lower case; entities that share a mention are one."""
    out = {}
    for path in sorted((folder / "processed").glob("*.json")):
        for line in path.read_text(encoding="utf8").splitlines():
            report = json.loads(line)
            out[report["docid"]] = {
                role: merged([m for m, _ in e] for t in report["templates"] for e in t.get(role, ())) for role in ROLES
            }
    return out


def merged(groups: Iterable[list[str]]) -> list[list[str]]:
    """Groups that share a mention joined, in order of first mention; no mention twice."""
    out: list[list[str]] = []
    for group in groups:
        mentions = list(dict.fromkeys(group))
        if not mentions:
            continue
        same = [g for g in out if not set(g).isdisjoint(mentions)]
        if not same:
            out.append(mentions)
            continue
        kept = same[0]
        for other in [*same[1:], mentions]:
            kept.extend(m for m in other if m not in kept)
        out = [g for g in out if not any(g is other for other in same[1:])]
    return out


def texts(folder: Path = SHARED / "muc4", part: str = "train") -> list[tuple[str, str]]:
    """``[(name, text)]``: lines joined to paragraphs, paragraphs parted by an empty line, mixed case. See PARTS."""
    raw = [
        (name, upper)
        for pattern in PARTS[part]
        for path in sorted(folder.glob(pattern))
        for name, upper in split(path.read_text(encoding="utf8", errors="replace"))
    ]
    known = frozenset(phrase for _, upper in raw for phrase in abbreviated(upper))
    letters = (
        frozenset(m.lower() for _, upper in raw for m in re.findall(r"[\[(]([A-Z]{2,6})[\])]", upper))
        - _cases()[0].keys()
    )
    return [(name, sentence_case(upper, known, letters)) for name, upper in raw]


def split(file: str) -> Iterator[tuple[str, str]]:
    """The reports of one file: name, and upper-case text with one line a paragraph."""
    heads = list(_HEAD.finditer(file))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        body = file[head.end() : after.start() if after else len(file)]
        paragraphs = (" ".join(p.split()) for p in re.split(r"\n[ \t]*\n", body))
        yield head.group().split()[0], "\n\n".join(p for p in paragraphs if p)


def abbreviated(upper: str) -> Iterator[tuple[str, ...]]:
    """Phrases whose initials stand in brackets after them: FARABUNDO MARTI NATIONAL LIBERATION FRONT [FMLN]."""
    for match in re.finditer(r"[\[(]([A-Z]{2,8})[\])]", upper):
        letters = match.group(1)
        words = [w.group() for w in _WORD.finditer(upper, max(0, match.start() - 120), match.start())][-12:]
        rest, at = len(letters), len(words)
        while rest and at:
            at -= 1
            if words[at][0] == letters[rest - 1]:
                rest -= 1
            elif words[at] not in ("OF", "THE", "FOR", "AND", "IN", "TO", "ON"):
                break
        if not rest:
            yield tuple(w.lower() for w in words[at:])


def sentence_case(
    upper: str, known: frozenset[tuple[str, ...]] = frozenset(), letters: frozenset[str] = frozenset()
) -> str:
    """Mixed case for an upper-case text; the length and all but the case stay.

    ``known`` phrases are names; ``letters`` are abbreviations, which stay upper case.
    """
    forms, before, after = _cases()
    words = list(_WORD.finditer(upper))
    low = [w.group().lower() for w in words]
    case = []
    for i, word in enumerate(low):
        counts = forms.get(word)
        if counts is None:
            case.append("U" if word in letters else _unseen(word, forms))
            continue
        weights = {form: 3 * n / counts.total() for form, n in counts.items()}
        for pair in (before.get((low[i - 1], word)) if i else None, after.get((word, (low[i + 1 : i + 2] or [""])[0]))):
            for form, n in (pair or {}).items():
                weights[form] += n
        case.append(max(weights, key=weights.__getitem__))
    for i in range(len(low) - 2, -1, -1):  # a title before a name
        counts = forms.get(low[i])
        near = upper[words[i].end() : words[i + 1].start()] == " "
        if near and case[i] == "l" and case[i + 1] == "T" and counts and counts["T"] > 0.3 * counts.total():
            case[i] = "T"
    for phrase in known:
        for i in range(len(low) - len(phrase) + 1):
            if low[i] == phrase[0] and tuple(low[i : i + len(phrase)]) == phrase:
                for j in range(i, i + len(phrase)):
                    case[j] = "l" if low[j] in ("of", "the", "for", "and", "in", "to", "on") else "T"
    out, at = [], 0
    for i, match in enumerate(words):
        out.append(upper[at : match.start()])
        at = match.end()
        text = low[i]
        gap = upper[words[i - 1].end() : match.start()] if i else "."
        starts = "\n" in gap or re.search(r"[.?!]['\"\])]*\s", gap) or gap[-1:] == "[" or re.search(r'[,:]\s+"$', gap)
        if case[i] == "U":
            text = text.upper()
        elif case[i] == "T" or starts or i == 0:
            text = text[0].upper() + text[1:]
        out.append(text)
    return "".join([*out, upper[at:]])


def _unseen(word: str, forms: dict[str, Counter[str]]) -> str:
    if len(word) == 1 or word.endswith(_SUFFIXES):
        return "l"
    stem = next((word[: -len(s)] for s in ("'s", "es", "s") if word.endswith(s) and word[: -len(s)] in forms), None)
    return forms[stem].most_common(1)[0][0] if stem else "T"


@lru_cache(maxsize=1)
def _cases() -> tuple[
    dict[str, Counter[str]], dict[tuple[str, str], Counter[str]], dict[tuple[str, str], Counter[str]]
]:
    """How mixed-case corpora write a word inside a sentence: l(ower), T(itle), U(pper); by itself, after and before one."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    before: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    after: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text in _mixed():
        words = list(_WORD.finditer(text))
        if sum(not w.group().islower() for w in words) > 0.5 * len(words) > 2:  # a headline
            continue
        for i in range(1, len(words)):
            word = words[i].group()
            if not _ENDS.isdisjoint(text[words[i - 1].end() : words[i].start()]):
                continue
            form = "l" if word.islower() else "U" if word.isupper() and len(word) > 1 else "T"
            lower = word.lower()
            forms[lower][form] += 1
            before[words[i - 1].group().lower(), lower][form] += 1
            if i + 1 < len(words):
                after[lower, words[i + 1].group().lower()][form] += 1
    return dict(forms), dict(before), dict(after)


def _mixed() -> Iterator[str]:
    for path in sorted((SHARED / "reports").glob("*.json")):
        yield from json.loads(path.read_text(encoding="utf8"))["text"].splitlines()
    for path in sorted((SHARED / "polnear/train/text").glob("*.txt")):
        yield from path.read_text(encoding="utf8").splitlines()
    for path in sorted((SHARED / "gum").glob("*.conllu")):
        for line in path.read_text(encoding="utf8").splitlines():
            if line.startswith("# text = "):
                yield line.removeprefix("# text = ")
    for path in sorted((SHARED / "ngec_synthetic").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".csv"):
                    with io.TextIOWrapper(archive.open(name), encoding="utf8", newline="") as file:
                        for row in csv.DictReader(file):
                            yield from row["text"].splitlines()
    for name in ("countryInfo.txt", "admin1CodesASCII.txt"):
        for line in (SHARED / "places" / name).read_text(encoding="utf8").splitlines():
            cells = line.split("\t")
            yield "in " + cells[4 if name.startswith("c") and len(cells) > 4 else 1 % len(cells)]


def _places(text: str, mentions: list[str], every: bool) -> list[Span]:
    """Where the words of the mentions stand in ``text``; none within another, whole words only."""
    out: list[Span] = []
    for mention in sorted(mentions, key=len, reverse=True):
        words = re.findall(r"\w+|[^\w\s]", mention.lower())
        if not words:
            continue
        pattern = r"\s*".join("[\\[({]" if w in "([{" else "[\\])}]" if w in ")]}" else re.escape(w) for w in words)
        places = [
            (m.start(), m.end()) for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
        ]  # words are a few and fixed: linear in the text
        free = [p for p in places if not any(p[0] < e and b < p[1] for b, e in out)]
        if not every:
            free = places[:1]
        out.extend(free)
    return sorted(set(out))

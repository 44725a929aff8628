"""Names of actors as they are compared: what is a name of its own, and what of it is title or description."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from according.compare.spellings import without_apostrophes
from according.ledger.records import Actor

_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_ARTICLES = frozenset(("the", "a", "an"))
_INDEFINITE = frozenset(
    "a an some several two three four five six seven eight nine ten many most few other others one unnamed unidentified "
    "local any every all its his her their our my those these that this".split()
)
_UNNAMED_HEADS = frozenset(
    "official officials source sources resident residents witness witnesses activist activists fighter fighters rebel "
    "rebels report reports leader leaders analyst analysts expert experts diplomat diplomats commander commanders civilian "
    "civilians soldier soldiers monitor monitors observer observers spokesman spokeswoman spokesperson spokesmen critic "
    "critics media agencies agency people member members militant militants doctor doctors medic medics villager villagers "
    "survivor survivors relative relatives statement person man woman men women refugees troops authorities website site "
    "journalist journalists reporter reporters adviser advisers aide aides lawyer lawyers".split()
)
_PREPOSITIONS = frozenset("of for in on at to from with by near inside outside".split())
_BODIES = frozenset(
    "army military government ministry police parliament navy council committee party agency movement group brigade union "
    "front organisation organization observatory commission court regime force office department division battalion league "
    "coalition alliance federation institute university branch wing arm".split()
)
"""Lower-case nouns that end the name of a body: "Ostrian army", "Tirrin Workers' party"."""
GENERIC = _BODIES | frozenset(
    "air armed ground naval special security defence defense foreign interior finance health justice affairs state "
    "federal local central supreme high joint forces troops border coast guard guards intelligence service services public "
    "general staff command chief leadership opposition regime rebels militia militias authorities cabinet senate "
    "congress house presidency embassy treasury prosecutor municipality mayor council office civil and of the for media "
    "news agency".split()
)
"""A name of these words alone is said of another body in another report: "the Ministry of Defence"."""
_PREFIX = re.compile(
    r"\b[\w.]+-(?:based|backed|led|run|owned|linked|aligned|allied|affiliated|dominated|majority|controlled|funded|trained)\s+"
    r"|^(?:[Tt]he )?(?:mostly-\w+|\w+(?:ish|an|ese|ic)-\w+(?:ish|an|ese|ic|ab))\s+(?=\w+ \w+ )"
)
"""What a report adds to a name: "US-backed", "Kurdish-Arab"."""
_ADDED = frozenset(
    "group militants militia fighters insurgents rebels movement network organisation organization".split()
)
_EVERYDAY = frozenset(
    "mohammed mohamed muhammad mohammad mahmoud ahmed ahmad ali hassan hasan hussein husain omar umar ibrahim abdullah "
    "abdallah khaled khalid mustafa yusuf yousef ismail said saeed saleh salem salim hamid nasser karim abbas fatima aisha "
    "maryam mariam zainab khan singh kumar das sharma john james david michael robert william thomas george mary smith brown "
    "jones johnson williams wilson taylor martin jose juan maria luis carlos antonio garcia rodriguez martinez gonzalez lopez "
    "perez hernandez sanchez ivan ivanov sergei sergey alexander aleksandr andrei dmitry petrov smirnov anna elena olga "
    "natalia kim lee li wang zhang chen liu nguyen tran van thi min park moses joseph peter paul emmanuel daniel samuel "
    "abdi hersi adan musa usman bello sani ibrahima mamadou amadou moussa traore diallo keita jean pierre marie deng garang "
    "tesfaye bekele kebede haile mulugeta jovan jovanovic petrovic marko nikola ana".split()
)
"""Names that very many people bear, of several languages: two of them alone do not tell a person from his namesakes."""
_SPEAKERS_FOR = frozenset("spokesman spokeswoman spokesperson spokesmen statement".split())
_TITLES = frozenset(
    "mr mrs ms dr prof professor sir president prime minister general gen lieutenant lt colonel col major maj captain capt "
    "sergeant sgt senator sen sheikh king queen prince secretary ambassador governor judge admiral adm brigadier "
    "marshal field senior deputy acting former interim vice chancellor premier sayyed sayyid sayed hajj hajji mullah maulana "
    "ayatollah imam cleric father sister bishop archbishop pope lord lady dame warlord commander comrade corporal private "
    "retired justice chairman chairwoman chairperson congressman congresswoman representative".split()
)
_ROLES = frozenset(
    "leader minister president cleric envoy chief commander spokesman spokeswoman spokesperson chairman chairwoman director "
    "secretary ambassador governor mayor general colonel captain major lieutenant sergeant brigadier admiral officer lawyer "
    "activist journalist reporter analyst researcher head premier chancellor coordinator representative adviser advisor "
    "negotiator rapporteur prosecutor historian professor doctor warlord marshal".split()
)
"""What may stand before a person's name with a country or a body before it: "Ostrian leader", "UN envoy"."""
_PARTICLES = frozenset("al el bin ibn abu umm van von de der den del di da dos la le ben of the and for in".split())


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """A name as it is compared: no accents, case, leading article, possessive, title or marks; hyphens as spaces."""
    decomposed = unicodedata.normalize("NFKD", _PREFIX.sub("", _PARENTHESIS.sub("", name[:400])))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", without_apostrophes(re.sub(r"[’']s\b", "", letters)))
    while words and words[0] in _ARTICLES:
        words = words[1:]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=200_000)
def plain_person(name: str) -> str:
    """The plain name of a person without what stands before it: "Ostrian foreign minister Ilse Marro" is "ilse marro"."""
    words = plain(name).split()
    for i in range(len(words) - 3, -1, -1):
        if words[i] in _ROLES:
            words = words[i + 1 :]
            break
    while len(words) > 2 and words[0] in _TITLES:
        words = words[1:]
    return " ".join(words)


def plain_body(name: str) -> str:
    """The plain name of a body, without "group" or the like after a name of two words or more."""
    words = plain(name).split()
    while len(words) > 2 and words[-1] in _ADDED and not re.search(rf"{words[-1].title()}\b", name):
        words = words[:-1]
    return " ".join(words)


def everyday(name: str) -> bool:
    """Whether a person's plain name is of two everyday names: "Ali Hassan" of two reports may be two people."""
    words = [w for w in name.split() if w not in _PARTICLES]
    return len(words) <= 2 and _EVERYDAY.issuperset(words)


def full_words(name: str) -> int:
    """How many words of a plain name are more than a particle: "de mistura" has one."""
    return sum(w not in _PARTICLES for w in name.split())


def is_named(actor: Actor) -> bool:
    """Whether an actor is called by a name of its own: not "a Turkish official", "residents", "local sources"."""
    if "id" in actor.links:
        return True
    words = re.findall(r"\w+", _PARENTHESIS.sub("", actor.name[:400]))
    if not words or actor.type == "PEOPLE" or words[0].casefold() in _INDEFINITE:
        return False
    if words[0] == "senior" or (words[0][0].isdigit() and (actor.type == "PERSON" or not words[0][-1].isalpha())):
        return False
    if words[0].casefold() == "the":
        words = words[1:]
    high = [w for w in words if w[0].isupper() or not w[0].isalpha()]
    if not high or words[-1].casefold() in _UNNAMED_HEADS:
        return False
    if actor.type != "PERSON":
        if [w.casefold() for w in words[-2:]] == ["armed", "forces"]:
            return True
        head = next((w for w in reversed(words[: _head_end(words)])), "")
        return bool(head) and (head[0].isupper() or not head[0].isalpha() or head.casefold() in _BODIES)
    words = words[next((i + 1 for i in range(len(words) - 3, -1, -1) if words[i].casefold() in _ROLES), 0) :]
    return all(w[0].isupper() or w.casefold() in _PARTICLES for w in words) and words[0][0].isupper()


def _head_end(words: Sequence[str]) -> int:
    """Where the phrase after the head begins: "forces | on the ground"."""
    return next((i for i, w in enumerate(words) if i and w in _PREPOSITIONS), len(words))


def speaks_for(actor: Actor) -> bool:
    """Whether an actor is an unnamed voice of a body: "a Pentagon spokesman"."""
    return any(w in _SPEAKERS_FOR for w in re.findall(r"\w+", actor.name[:200].casefold()))


def is_acronym(name: str) -> bool:
    """Whether a name is an acronym: at most six letters, two of them or more capitals."""
    word = _PARENTHESIS.sub("", name).strip().removeprefix("the ").removeprefix("The ").replace(".", "")
    return word.isalpha() and len(word) <= 6 and sum(c.isupper() for c in word) >= 2


def initials(name: str) -> str:
    """The first letters of a name's capitalised words."""
    return "".join(w[0] for w in re.findall(r"\w+", _PARENTHESIS.sub("", name[:400])) if w[0].isupper()).upper()


def fits(a: str, b: str) -> bool:
    """Whether one person's name may be a shorter or abbreviated form of the other: equal words, initials, left-out ones."""
    short, long = sorted((a.split(), b.split()), key=len)
    rest = iter(long)
    return all(any(w == v or (min(len(w), len(v)) == 1 and w[0] == v[0]) for v in rest) for w in short)


def parenthesised(name: str) -> list[str]:
    """What a name has in parentheses."""
    return _PARENTHESIS.findall(name[:400])

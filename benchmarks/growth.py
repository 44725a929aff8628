"""Time and memory of comparing as events grow: `python benchmarks/growth.py [--plain] [--dense]`; writes results/compare-growth.json.

Made reports of an invented war: few actors, places and words make up most of what is told, as in real ones, so
that blocks are large; about five reports tell of each happening in words of their own, half of it through a speaker, with
tolls that differ; two in five give the day. The war is the longer the more events there are, two years of 27 happenings a
day for 100,000; with --dense it lasts two years whatever their number, so that the differences to be found grow faster than
the events. With --plain every name is about as frequent as any other.
"""

import random
import resource
import sys
import time
from datetime import date, timedelta
from itertools import accumulate

from according.compare import compare_readings
from according.ledger.records import (
    Actor,
    ActorType,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    EventType,
    Place,
    Reading,
    Statement,
)
from according.ledger.spans import Spans
from record import write

_EVENTS = 10  # of a report
_TOLD = 5  # times that a happening is told
_DAYS, _A_DAY = 730, 20_000 / 730  # of a dense war; happenings of a day
_START = date(2030, 1, 1)
_SYLLABLES = "ta ri no vel mar so ke dun al be ro shi gan lo fe tu zor mi pek ha".split()
# What is told, with {who}, {whom}, {where} and {n}; the trigger stands in brackets.
_TEMPLATES: dict[EventType, tuple[str, ...]] = {
    "ASSAULT": (
        "{who} [shelled] the market of {where}, leaving {n} people dead",
        "at least {n} people were [killed] when {who} fired on {where}",
        "a convoy of {whom} was [attacked] near {where} and {n} fighters died",
        "{who} [bombed] positions of {whom} around {where} in a raid that killed {n}",
        "mortar [fire] on {where} by {who} took {n} lives",
        "{n} people died in the [bombardment] of {where}",
    ),
    "COERCE": (
        "{who} [captured] {where} from {whom} after clashes in which {n} died",
        "{where} was [seized] by {who} overnight",
        "{who} [detained] {n} men of {where} at a checkpoint",
    ),
    "RETREAT": (
        "{whom} [withdrew] from {where} under fire from {who}",
        "the last {n} fighters of {whom} [left] {where}",
    ),
    "AID": ("a convoy of {who} [delivered] food for {n} families in {where}",),
    "AGREE": ("{who} and {whom} [agreed] to a truce around {where}",),
    "DISPLACEMENT": ("{n} people have [fled] {where} since {who} advanced",),
    "CONSULT": ("{who} [met] elders of {where} for talks on {whom}",),
}  # fmt: skip
_KINDS = tuple(_TEMPLATES)
_KIND_WEIGHTS = (50, 15, 8, 5, 6, 10, 6)
_BODIES = ("Brigade", "Front", "Army", "Council", "Guard", "Movement", "Legion")
_OFFICES = ("Relief", "Observatory", "Ministry", "Agency", "Directorate")


class World:
    """Names and words, and how often each is drawn."""

    def __init__(self, seed: int, plain: bool) -> None:
        rng = random.Random(seed)
        self.words = ["".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3, 3)))) for _ in range(8000)]
        self.places = [w.title() for w in dict.fromkeys("".join(rng.choices(_SYLLABLES, k=3)) for _ in range(3000))]
        self.actors = [f"{p} {rng.choice(_BODIES)}" for p in rng.sample(self.places, 400)]
        self.speakers = [f"{p} {rng.choice(_OFFICES)}" for p in rng.sample(self.places, 200)] + ["residents", "a medic"]
        self.plain = plain
        self.shares = {
            n: list(accumulate(1.0 if plain else 1.0 / (k + 3) for k in range(n)))
            for n in {len(self.words), len(self.places), len(self.actors), len(self.speakers)}
        }

    def draw(self, among: list[str], rng: random.Random, k: int = 1) -> list[str]:
        """Some of ``among``, the first ones most often."""
        return rng.choices(among, cum_weights=self.shares[len(among)], k=k)


def made(reports: int, plain: bool = False, dense: bool = False, seed: int = 7) -> list[Reading]:
    """Readings of made reports, ten events each."""
    rng, world = random.Random(seed), World(seed, plain)
    happenings = max(8, reports * _EVENTS // _TOLD)
    a_day = happenings / _DAYS if dense else _A_DAY
    return [_report(number, rng, world, happenings, a_day) for number in range(reports)]


def _report(number: int, rng: random.Random, world: World, happenings: int, a_day: float) -> Reading:
    text = ""
    about = rng.randrange(happenings)
    near = max(20, round(5 * a_day))
    actors: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    events, statements = [], []

    def actor(name: str, type_: ActorType = "ARMED_GROUP", at: Spans = ()) -> str:
        known = actors.get(name)
        actors[name] = Actor("A" + name, name, type_, (*known.mentions, *at) if known else at)
        return "A" + name

    for n in range(_EVENTS):
        which = (about + round(rng.gauss(0, near))) % happenings
        truth = random.Random(which)
        kind = truth.choices(_KINDS, weights=_KIND_WEIGHTS)[0]
        (where,), (who, whom) = world.draw(world.places, truth), world.draw(world.actors, truth, 2)
        toll = truth.randint(3, 60) + rng.choice((0, 0, 0, 2, 5))
        day = (_START + timedelta(days=int(which / a_day))).isoformat()
        told = rng.choice(_TEMPLATES[kind])
        sentence = told.format(who="the " + who, whom="the " + whom, where=where, n=toll)
        own = world.draw(world.words, truth, 3) + world.draw(world.words, rng, 5)
        dated = rng.random() < 0.4
        sentence += f" on {day}" * dated + ", " + " ".join(own)
        holder = None
        if rng.random() < 0.5:
            (speaker,) = world.draw(world.speakers, rng)
            holder = f"S{n}"
            source = ((len(text), len(text) + len(speaker)),)
            lead = f"{speaker} said that "
            begin = len(text) + len(lead)
            end = begin + len(sentence) - 2
            statements.append(
                Statement(
                    holder, source, ((begin - 10, begin - 6),), ((begin, end),), actor(speaker, "ORG", source), "said",
                    "indirect", "assert", None, ("A" + speaker,), 1.0,
                )
            )  # fmt: skip
            text += lead
        begin = len(text)
        opening, closing = sentence.index("["), sentence.index("]")
        text += sentence.replace("[", "").replace("]", "") + ". "
        at = text.index(str(toll), begin) if "{n}" in told else -1
        places.setdefault(where, Place("P" + where, where, ()))
        spot = text.index(where, begin)
        counted = ((at, at + len(str(toll))),)
        events.append(
            Event(
                f"E{n}", ((begin + opening, begin + closing - 1),), kind, None, "happened",
                (actor(who),) if "{who}" in told else (), (actor(whom),) if "{whom}" in told else (),
                (EventPlace("P" + where, "at", ((spot, spot + len(where)),)),),
                (EventTime((), day, day, day, "day"),) if dated else (),
                (EventCount(counted, "killed" if kind in ("ASSAULT", "COERCE") else "people", toll, toll),) if at >= 0 else (),
                holder,
            )
        )  # fmt: skip
    published = (_START + timedelta(days=int(about / a_day) + 1)).isoformat()
    document = Document(
        f"d{number}", f"r{number}", text, "", "text/plain", publisher=f"Outlet {number % 40}", published=published
    )
    return Reading(
        document, tuple(statements), tuple(actors.values()), tuple(places.values()), (), (), (), tuple(events)
    )


def timed(events: int, plain: bool = False, dense: bool = False) -> tuple[float, int, int]:
    """Processor seconds to compare that many events, and how many incidents and differences come of it."""
    readings = made(events // _EVENTS, plain, dense)
    start = time.process_time()
    found = compare_readings(readings)
    return time.process_time() - start, len(found.incidents), len(found.differences)


def growth(plain: bool, dense: bool, sizes: tuple[int, int] = (10_000, 100_000)) -> dict[str, float]:
    """Processor seconds at two sizes, how many times more the second takes, and the peak of memory."""
    out: dict[str, float] = {}
    for events in sizes:
        seconds, incidents, differences = timed(events, plain, dense)
        out |= {
            f"cpu_seconds_{events}": round(seconds, 1), f"incidents_{events}": incidents,
            f"differences_{events}": differences,
        }  # fmt: skip
        print(events, round(seconds, 1), incidents, differences, file=sys.stderr, flush=True)
    out["growth"] = round(out[f"cpu_seconds_{sizes[1]}"] / out[f"cpu_seconds_{sizes[0]}"], 1)
    out["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return out


if __name__ == "__main__":
    write("compare-growth", "python benchmarks/growth.py", growth("--plain" in sys.argv, "--dense" in sys.argv))

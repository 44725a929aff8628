"""Places: a gazetteer in one memory-mapped file, and which place of it a mention means."""

from according.resolve.places.build import Built, build
from according.resolve.places.countries import demonym
from according.resolve.places.gazetteer import Entry, Gazetteer, Source, open_gazetteer
from according.resolve.places.index_file import GazetteerError
from according.resolve.places.phrases import stands_for_government
from according.resolve.places.precision import acled_precision, ucdp_precision
from according.resolve.places.resolve import resolve_places
from according.resolve.places.toponyms import toponyms

__all__ = [
    "Built",
    "Entry",
    "Gazetteer",
    "GazetteerError",
    "Source",
    "acled_precision",
    "build",
    "demonym",
    "open_gazetteer",
    "resolve_places",
    "stands_for_government",
    "toponyms",
    "ucdp_precision",
]

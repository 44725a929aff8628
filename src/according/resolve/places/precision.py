"""How closely a place's coordinates locate it, and the codes that ACLED and UCDP give to that."""

from typing import Literal

from according.ledger.records import Place

PlacePrecision = Literal["site", "town", "district", "region", "country"]
PRECISIONS: tuple[PlacePrecision, ...] = ("site", "town", "district", "region", "country")
_ACLED = {"site": 1, "town": 1, "district": 2, "region": 3, "country": 3}
_UCDP = {"site": 1, "town": 1, "district": 3, "region": 4, "country": 6}
_REGIONS = (
    "ADM1",
    "RGN",
    "ADMD",
    "PEN",
    "DSRT",
    "MTS",
    "SEA",
    "GULF",
    "STM",
    "CST",
    "UPLD",
    "PLN",
    "PLAT",
    "ISLS",
    "?A",
    "?L",
)
_DISTRICTS = ("ADM", "AREA", "VAL", "LK", "ISL", "PRSH", "PRK", "RESV", "STRT", "CNL", "BAY", "FRST", "?H", "?T")
_WIDER: dict[PlacePrecision, PlacePrecision] = {
    "site": "town",
    "town": "district",
    "district": "region",
    "region": "region",
}


def precision_of(feature: str, part: bool = False) -> PlacePrecision:
    """The precision of a GeoNames feature code; one step wider where the words tell a ``part`` of it ("north of X").

    A part of a country stays ``country``: its coordinates are the country's.
    """
    precision: PlacePrecision
    if feature.startswith(("PCL", "TERR", "CONT", "OCN")):
        precision = "country"
    elif feature.startswith(_REGIONS):
        precision = "region"
    elif feature.startswith(_DISTRICTS):
        precision = "district"
    elif feature.startswith(("PPL", "STLMT", "?P")):
        precision = "town"
    else:
        precision = "site"
    return _WIDER.get(precision, precision) if part else precision


def acled_precision(place: Place) -> int | None:
    """ACLED's geo-precision: 1 town or site, 2 part of a region known, 3 a region or wider; None where not located.

    Source: ACLED Codebook, "Geo-Precision".
    """
    return _ACLED.get(place.precision or "")


def ucdp_precision(place: Place) -> int | None:
    """UCDP's ``where_prec``: 1 exact, 2 near, 3 district (ADM2), 4 province (ADM1), 5 line or area, 6 country, 7 at sea.

    A region without one country, such as a sea or a desert, is 5 on land and 7 at sea or in the air; as the ledger does
    not tell land from water, such a place is 7 only where its name says so. None where not located. Source: UCDP GED
    Codebook, "where_prec".
    """
    if place.precision == "region" and place.geonames is None:
        words = place.name.casefold().split()
        return 7 if {"sea", "ocean", "gulf"} & set(words) else 5
    if place.precision == "district" and place.geonames is not None and place.country is None:
        return 5
    return _UCDP.get(place.precision or "")

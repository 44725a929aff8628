import json

from according.exporters.geojson import features, render
from cases.reports import bridge, harbour


def test_a_feature_an_event_and_place() -> None:
    (feature,) = features(bridge())
    assert feature["geometry"] == {"type": "Point", "coordinates": [41.25, 36.5]}  # longitude first
    told = feature["properties"]
    assert (told["type"], told["place"], told["role"], told["holder"], told["stance"]) == (
        "ASSAULT", "Ost-Kareem", "at", "Imre Solvay", "assert",
    )  # fmt: skip
    assert (told["earliest"], told["latest"], told["words"], told["narrator"]) == (
        "2031-10-14", "2031-10-14", "shelled", False,
    )  # fmt: skip
    begin, end = told["spans"][0]
    assert bridge().document.text[begin:end] == "shelled"


def test_a_collection_of_any_size_is_json() -> None:
    assert json.loads("".join(render([]))) == {"type": "FeatureCollection", "features": []}
    collection = json.loads("".join(render([bridge(), harbour(), bridge()])))
    assert [f["properties"]["name"] for f in collection["features"]] == ["bridge", "harbour", "bridge"]

import json
from dataclasses import replace

from according.exporters.web_annotation import annotations, render
from cases.reports import bridge


def test_each_target_is_found_by_its_quote_and_by_its_position() -> None:
    text = bridge().document.text
    made = list(annotations(bridge()))
    assert len(made) == 4  # two statements, two events
    for annotation in made:
        assert annotation["type"] == "Annotation"
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        for target in targets:
            assert target["source"] == f"urn:sha256:{bridge().document.sha256}"
            quote, position = target["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_provenance_names_the_speaker_the_original_and_the_model() -> None:
    statement = next(iter(annotations(bridge())))
    agent = statement["body"]["prov:wasAttributedTo"]
    assert (agent["type"], agent["name"]) == ("prov:Person", "Imre Solvay")
    assert statement["prov:wasDerivedFrom"]["id"] == f"urn:sha256:{bridge().document.sha256}"
    activity = statement["prov:wasGeneratedBy"]
    assert activity["type"] == "prov:Activity"
    assert activity["prov:wasAssociatedWith"]["according:model"] == "model-1"


def test_an_address_is_the_source_where_there_is_one() -> None:
    made = replace(bridge(), document=replace(bridge().document, url="https://wire.example/1"))
    (first, *_) = annotations(made)
    assert {t["source"] for t in first["target"]} == {"https://wire.example/1"}


def test_a_collection_holds_all() -> None:
    collection = json.loads("".join(render([bridge(), bridge()])))
    assert collection["type"] == "AnnotationCollection"
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["total"] == len(collection["first"]["items"]) == 8
    assert json.loads("".join(render([])))["total"] == 0

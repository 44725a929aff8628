"""Make the packaged file of known actors: countries and their governments, and training/actors.tsv.

usage: python training/actors.py

Countries, capitals and demonyms come from the gazetteer's table of countries (GeoNames, CC BY 4.0). The table of
groups, bodies and agencies is ours (CC0-1.0), written from the names that English-language news gives them. A capital is a
weak alias, and so is a demonym: they mean their state only where a mention is of a state ("Moscow said", "Turkish-backed").
"""

import json
from pathlib import Path

from according.resolve.names import plain

HERE = Path(__file__).parent
COUNTRIES = HERE.parent / "src/according/resolve/places/data/countries.tsv"
TARGET = HERE.parent / "src/according/resolve/data/actors.jsonl"
ALSO = {
    "US": ["United States of America", "America", "US", "U.S.", "USA", "US government", "White House", "U.S. government"],
    "GB": ["UK", "U.K.", "Britain", "Great Britain", "UK government", "Downing Street"], "RU": ["Russian Federation", "Kremlin"],
    "KP": ["DPRK"], "KR": ["Republic of Korea"], "IR": ["Islamic Republic of Iran"], "AE": ["UAE"], "TR": ["Türkiye", "Turkiye"],
    "CN": ["People's Republic of China"], "CD": ["DR Congo", "DRC", "Democratic Republic of Congo"], "SY": ["Syrian regime"],
    "CI": ["Côte d'Ivoire"], "MM": ["Burma"], "CZ": ["Czech Republic"], "VA": ["Holy See"],
}  # fmt: skip


def countries() -> list[dict]:
    """One entity a country, whose government is the same actor."""
    out = []
    for line in COUNTRIES.read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        iso, _, name, demonyms, _, _, capital = (cell.strip() for cell in line.split("\t")[:7])
        adjectives = [d for d in demonyms.split(";") if d and not (d.endswith("s") and d[:-1] in demonyms.split(";"))]
        alias = [f"{a} government" for a in adjectives] + [f"government of {name}", *ALSO.get(iso, [])]
        properties = {
            "name": [name],
            "alias": alias,
            "weakAlias": [w for w in (capital, *demonyms.split(";")) if w],
            "country": [iso.lower()],
        }
        out.append({"id": f"country-{iso.lower()}", "schema": "Country", "properties": properties})
    return out


def others() -> list[dict]:
    """One entity a line of the table."""
    out = []
    for line in (HERE / "actors.tsv").read_text(encoding="utf8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        schema, iso, name, alias, weak = (line.split("\t") + [""] * 5)[:5]
        properties = {
            "name": [name],
            "alias": [a for a in alias.split(";") if a],
            "weakAlias": [w for w in weak.split(";") if w],
        }
        if iso:
            properties["country"] = [iso.lower()]
        out.append({"id": "actor-" + "-".join(plain(name).split()), "schema": schema, "properties": properties})
    return out


def main() -> None:
    """Write the file, leaving out names that two actors share."""
    entities = countries() + others()
    owners: dict[str, set[str]] = {}
    for e in entities:
        for form in e["properties"]["name"] + e["properties"]["alias"]:
            owners.setdefault(plain(form), set()).add(e["id"])
        for form in e["properties"]["weakAlias"]:
            owners.setdefault(form, set()).add(e["id"])
    for e in entities:
        p = e["properties"]
        p["alias"] = [f for f in p["alias"] if owners[plain(f)] == {e["id"]}]
        p["weakAlias"] = [
            f for f in p["weakAlias"] if owners[f] == {e["id"]} and owners.get(plain(f), set()) <= {e["id"]}
        ]
    TARGET.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities), encoding="utf8")
    print(len(entities), "actors,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()

"""What several tests need: the packaged model, opened once, and two marks.

``trained``: the test judges what the model finds, so it needs trained weights. Without them: ``pytest -m "not trained"``.
``slow``: takes more than a few seconds; runs with ``pytest --slow``.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from according.config import Recipe
from according.model import Model
from according.pipeline import Opened, open_recipe

REPORTS = {
    "bridge.txt": (
        "The governor of Tarsa, Imre Solvay, said on Monday that the bridge had fallen. “We lost nine houses,” he said."
        "\r\n\r\nThe defence ministry denied that its aircraft were near the road. 🚌\r\n"
    ),
    "convoy.txt": (
        "According to two drivers, the last bus was hit before the bridge. "
        "A doctor in Ost-Kareem told the Vardan Post that fourteen people were brought in.\n"
    ),
    "harbour.html": (
        "<!DOCTYPE html><html><head><title>Harbour closed</title></head><body><article><p>The harbour master of Lirra, "
        "Adaeze Lindqvist, said on Tuesday that no ship would leave before the mines were cleared.</p>"
        "<p>The Harrow Front denied laying mines and accused the navy of closing the port.</p></article></body></html>"
    ),
    "wires.jsonl": (
        '{"text": "Residents said that the road to Lirra was cut.", "publisher": "Harbour Wire"}\n'
        '{"text": "The army said that it had opened the road to Lirra.", "published": "2031-04-15"}\n'
    ),
}
"""Five short reports in four files. In order their names are bridge, convoy, harbour, wires-0001 and wires-0002."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "trained: judges what the model finds; needs trained weights")
    config.addinivalue_line("markers", "slow: takes more than a few seconds; runs with --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: run with --slow"))


@pytest.fixture(scope="session")
def opened() -> Opened:
    """What the plain recipe asks for: the packaged model, gazetteer and actors."""
    return open_recipe(Recipe())


@pytest.fixture(scope="session")
def model(opened: Opened) -> Model:
    """The packaged model."""
    return opened.model


@pytest.fixture(scope="session")
def tokenizer(model: Model) -> Tokenizer:
    """The packaged model's tokenizer."""
    return model.tokenizer


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder that holds REPORTS."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, content in REPORTS.items():
        (folder / name).write_bytes(content.encode())
    return folder


@pytest.fixture(autouse=True)
def what_others_left_is_not_timed(request: pytest.FixtureRequest) -> Iterator[None]:
    """The collector passes over nothing that other tests left while a test compares times."""
    timed = "linear" in request.node.name
    if timed:
        gc.collect()
        gc.freeze()
    yield
    if timed:
        gc.unfreeze()

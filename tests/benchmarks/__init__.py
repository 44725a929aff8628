"""Tests of the scorers and of the training sets' loaders, which are scripts and no package: loaded by path."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared/data"
with_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the sets in {DATA} are not here")


def load(path: str) -> Any:
    """The module at ``path`` ("benchmarks/gap.py"), each once. The scripts find their neighbours beside them."""
    name = path.removesuffix(".py").replace("/", "_")
    if name not in sys.modules:
        for folder in ("benchmarks", "training"):
            if str(ROOT / folder) not in sys.path:
                sys.path.append(str(ROOT / folder))
        spec = importlib.util.spec_from_file_location(name, ROOT / path)
        assert spec and spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]

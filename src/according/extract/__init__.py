"""From what the model found to statements: nesting, mode, confidence."""

from according.extract.statements import attributions

__all__ = ["attributions"]

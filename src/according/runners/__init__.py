"""Runners: the same pipeline over many inputs. ``local`` uses the processes of this machine."""

from according.runners.local import read_all

__all__ = ["read_all"]

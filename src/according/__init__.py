"""According reads reports of armed conflict and keeps a ledger of what each claims and by whose account."""

__version__ = "0.1.0"

"""Characters that act instead of showing, made to show: a report must not drive the screen that prints it."""

_SHOWN = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"},  # NUL is ␀, escape is ␛
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}"),  # C1: a terminal may take U+009B for an escape
    **dict.fromkeys((0x202D, 0x202E), "\N{REPLACEMENT CHARACTER}"),  # bidi overrides: would print words backwards
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),  # lone surrogates have no UTF-8
}


def visible(text: str) -> str:
    """``text`` with control characters (tab and line ends kept), bidi overrides and lone surrogates made visible.

    One code point stays one code point, so offsets hold.
    """
    return text.translate(_SHOWN)

"""Texts to test with: any text at all, and a short fictional report."""

from hypothesis import strategies as st

REPORT = (
    "The mayor of Harrow, Ilse Marro, said on Monday that the bridge had fallen. “We saw it fall,” a spokesman for the "
    "Ministry of Defence told reporters.\n\n"
    "Residents denied that the army had left. According to Marro, two buses were hit.\n"
)

AWKWARD = (
    "\r\n", "\n\n", "\r", "\t", "\0", "\u0085", "\u2028", "\xa0", "\u200d", "\ufeff", "\ufffd", "\u202e", "🚌", "👩‍👩‍👧",
    "e\u0301", "\u0301", "قال شاهد", "שלום", "한국어", "漢字", "ﬃ", "İ", "ß", "½", "[CLS]", "[MASK]", "[SEP]", "##ing",
    "\ud800", "\udfff", "“", "”", "‘", "’", '"', "'", "«", "»", ".", "?", "…", "—", "x" * 150, "said", "U.S.", " ", "The ",
)  # fmt: skip

whole_characters = st.characters(codec="utf-8")
any_characters = st.characters(codec=None, categories=None)
any_text = st.one_of(
    st.text(any_characters, max_size=80),
    st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(whole_characters, max_size=5)), max_size=40).map("".join),
)
"""Any text Python can hold, lone surrogates included, rich in what trips programs up."""

"""Which language a text is in: English by its function words, others by a model that is loaded only then."""

import re
from functools import lru_cache
from itertools import islice
from typing import Any

from according.ledger import Problem

FUNCTION_WORDS = frozenset(
    """the of and to that with by from was were is are had has have said not for on at an it its his her he she they
    their them who which this these those after before as be been but or would will could than there into about over
    when while where what no more also between against during other we our you""".split()
)
NAMES = {
    "af": "Afrikaans", "am": "Amharic", "an": "Aragonese", "ar": "Arabic", "as": "Assamese", "az": "Azerbaijani",
    "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton", "bs": "Bosnian", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "dz": "Dzongkha", "el": "Greek", "en": "English",
    "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fo": "Faroese", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin",
    "lb": "Luxembourgish", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian",
    "oc": "Occitan", "or": "Odia", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "qu": "Quechua", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "se": "Northern Sami", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "vo": "Volapük", "wa": "Walloon", "xh": "Xhosa",
    "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT_WORDS, _LOOKED_AT_CHARS = 2_000, 50_000
_ENGLISH_SHARE = 0.2  # English prose has 0.35 to 0.5; its nearest neighbours under 0.1
_FEWEST_LETTERS = 20
_SAMPLE_CHARS = 4_000
_SURE = 0.8


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language ``text`` is in; None where there are too few letters to tell."""
    words = [match[0] for match in islice(_WORD.finditer(text, 0, _LOOKED_AT_CHARS), _LOOKED_AT_WORDS)]
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return None
    english = sum(word.lower() in FUNCTION_WORDS for word in words)
    if english >= _ENGLISH_SHARE * len(words):
        return "en"
    language, sureness = _identifier().classify(" ".join(words)[:_SAMPLE_CHARS])
    return str(language) if sureness >= _SURE and language in NAMES else None


def normalise(given: str) -> str | None:
    """The ISO 639-1 code of a language as people write it ("fr", "fr-FR", "French"), None where it is not one."""
    code = re.split(r"[-_]", given.strip().lower())[0]
    if code in NAMES:
        return code
    return next((key for key, name in NAMES.items() if name.lower() == code), None)


def problem_of(language: str | None) -> Problem | None:
    """The warning for a text that is not in English."""
    if language is None or language == "en":
        return None
    message = (
        f"The text seems to be in {NAMES.get(language, language)} ({language}). "
        "The model is for English: expect little or wrong."
    )
    return Problem("language_not_english", message)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

import subprocess
import sys

import pytest

from according.readers.language import detect, normalise

from .made import REPORT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REPORT, "en"),
        ("The army said that it was in the town.", "en"),
        ("Le ministre de la défense a déclaré que les combats étaient terminés près de la frontière.", "fr"),
        ("Die Armee sagte am Montag, sie habe die Brücke nach zwei Tagen eingenommen und halte sie.", "de"),
        ("Het leger zei maandag dat het de brug over de rivier had ingenomen en dat er acht doden waren.", "nl"),
        ("Армия заявила, что заняла мост ночью. По словам очевидцев, погибли восемь человек.", "ru"),
        ("قال الجيش إنه سيطر على الجسر ليلا بعد معارك استمرت يومين في المدينة", "ar"),
        ("军方表示，他们在夜间占领了这座桥。目击者称有八人死亡，另有十人受伤。", "zh"),
    ],
)
def test_languages_are_told_apart(text: str, expected: str) -> None:
    assert detect(text) == expected


@pytest.mark.parametrize("text", ["", "Karsa", "1234 5678 -- 99 !!! 12,000 / 2017", "🙂" * 50])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


def test_english_loads_no_model() -> None:
    detecting = f"from according.readers.language import detect; detect({REPORT!r})"
    code = f"{detecting}; import sys; print('py3langid' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("given", "code"), [("fr", "fr"), ("fr-CA", "fr"), ("en_GB", "en"), ("French", "fr"), ("x-y", None), ("", None)]
)
def test_languages_as_people_write_them(given: str, code: str | None) -> None:
    assert normalise(given) == code

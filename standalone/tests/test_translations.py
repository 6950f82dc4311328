"""Everything a person can see has its Turkish; what the app's own tests walk is not walked again here."""

import re
from pathlib import Path

import pytest
from messages import APP, ENGINE, FRONTEND, missing, of_python, of_scripts, translations

APP_FILE = APP / "translations" / "tr.csv"
ENGINE_FILE = ENGINE / "translations" / "tr.csv"
WEB_APP_FILE = FRONTEND / "i18n" / "tr.json"
PLACE = re.compile(r"\{\w*\}")


def test_every_message_of_the_engine_is_translated():
    assert missing(of_python(ENGINE), translations(ENGINE_FILE)) == {}


def test_every_word_of_the_web_app_is_translated():
    assert missing(of_scripts(FRONTEND), translations(APP_FILE, WEB_APP_FILE)) == {}


@pytest.mark.parametrize("file", [APP_FILE, ENGINE_FILE, WEB_APP_FILE], ids=lambda file: file.parts[-3])
def test_translations_keep_the_places_of_their_values(file: Path):
    wrong = {
        source: translated
        for source, translated in translations(file).items()
        if sorted(PLACE.findall(source)) != sorted(PLACE.findall(translated))
    }
    assert wrong == {}

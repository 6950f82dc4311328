"""The web app's duplicate guard without a network knows the same words as the server's."""

import json

from messages import FRONTEND

from oasis_crm.domain import trade_words

FILE = FRONTEND / "data" / "tradeWords.json"


def test_the_web_app_knows_the_servers_words():
    """Where this fails, write the second value to the file."""
    words = {
        "legal": sorted(trade_words.LEGAL),
        "trades": trade_words.TRADES,
        "aliases": trade_words.ALIASES,
        "surnames": sorted(trade_words.SURNAMES),
    }
    assert json.loads(FILE.read_text(encoding="utf-8")) == words

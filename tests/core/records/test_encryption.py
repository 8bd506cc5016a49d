"""Encrypted text: only the installation reads it, for one purpose, for a time, also after the secret was changed."""

import time

import pytest

from core.records.encryption import decrypted, encrypted

TEXT = "Bà con ngõ 12 đề nghị sửa đèn đường.\r\n\ud800"
DAY = 24 * 3600


def test_encrypted_text_is_read_again():
    token = encrypted(TEXT, "drafts")

    assert decrypted(token, "drafts") == TEXT
    assert "đèn" not in token
    assert token != encrypted(TEXT, "drafts")


def test_encrypted_text_of_another_purpose_is_refused():
    assert decrypted(encrypted(TEXT, "drafts"), "sign-in") is None


@pytest.mark.parametrize("token", ["", "x", "đèn đường", "gAAAAA", "\ud800"])
def test_decrypted_refuses_what_was_not_made_here(token):
    assert decrypted(token, "drafts") is None


def test_decrypted_refuses_a_changed_token():
    token = encrypted(TEXT, "drafts")

    assert decrypted(token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1], "drafts") is None


def test_decrypted_reads_what_a_former_secret_encrypted(settings):
    token = encrypted(TEXT, "drafts")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "khóa mới của máy chủ, dài hơn năm mươi ký tự cho đủ điều kiện"
    assert decrypted(token, "drafts") == TEXT

    settings.SECRET_KEY_FALLBACKS = []
    assert decrypted(token, "drafts") is None


def test_decrypted_refuses_what_is_older_than_its_age(time_machine):
    time_machine.move_to(1_780_000_000, tick=False)
    token = encrypted(TEXT, "drafts")
    assert time.time() == 1_780_000_000

    time_machine.shift(DAY)
    assert decrypted(token, "drafts", max_age=DAY) == TEXT
    time_machine.shift(1)
    assert decrypted(token, "drafts", max_age=DAY) is None

"""Vietnamese text: cleaning, folding for search, slugs, and the order of names."""

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.vietnamese.text import clean_text, exact, fold, name_sort_key, slugify, symbol_slug, tokens
from councils.models import Person

# The table of the folding rule: input, folded, exact.
FOLDING = [
    ("Hoà bình", "hoa binh", "hoaf binhf"),
    (unicodedata.normalize("NFD", "hòa  bình"), "hoa binh", "hoaf binhf"),
    ("Thuý", "thuy", "thuys"),
    ("Thúy", "thuy", "thuys"),
    ("thúi", "thui", "thuis"),
    ("Ủy", "uy", "uyr"),
    ("Uỷ", "uy", "uyr"),
    ("\u00d0ống Đa", "dong da", "ddoongs dda"),
    ("ĐẮK LẮK", "dak lak", "ddawks lawks"),
    ("Mĩ", "mi", "mix"),
    ("Mỹ", "mi", "myx"),
    ("Quí", "qui", "quis"),
    ("Quý", "qui", "quys"),
    ("tỉ lệ", "ti le", "tir leej"),
    ("tỷ lệ", "ti le", "tyr leej"),
    ("y tế", "i te", "y tees"),
    ("Covid\u201119", "covid 19", "covid 19"),
    ("COVID19", "covid 19", "covid 19"),
    ("“Quận uỷ”", "quan uy", "quaanj uyr"),
    ("Nguyễn Thị Ý", "nguyen thi i", "nguyeenx thij ys"),
    ("5/nq-hdnd", "5 nq hdnd", "5 nq hdnd"),
    ("012/NQ–HĐND", "12 nq hdnd", "12 nq hddnd"),
    ("12/2021/NQ-HĐND", "12 2021 nq hdnd", "12 2021 nq hddnd"),
    ("NQ12", "nq 12", "nq 12"),
    ("KN-2021-0097", "kn 2021 97", "kn 2021 97"),
    ("28/09/2021", "#d20210928", "#d20210928"),
    ("ngay 5 thang 12 nam 2021", "#d20211205", "#d20211205"),
    ("kỳ họp thứ ba", "ki hop 3", "kyf hopj 3"),
    ("Kỳ họp III", "ki hop 3", "kyf hopj 3"),
    ("kỳ họp 3", "ki hop 3", "kyf hopj 3"),
    ("Kỳ họp thứ mười một", "ki hop 11", "kyf hopj 11"),
    ("khóa XXI", "khoa 21", "khoas 21"),
    ("dự toán thu năm 2021", "du toan thu nam 2021", "duwj toans thu nawm 2021"),
    ("thứ hai; phần VI", "thu hai phan vi", "thuws hai phaanf vi"),
    ("1.234,5", "1 234 5", "1 234 5"),
]
# Beyond that table: spellings that met the rule in real documents.
FOLDED = [
    ("", ""),
    ("28-9-2021 28.9.2021 2021-09-28 ngày 28 tháng 09 năm 2021", "#d20210928 #d20210928 #d20210928 #d20210928"),
    ("từ 01/01/2021-31/12/2021", "tu #d20210101 #d20211231"),
    ("31/02/2021", "31 2 2021"),
    ("ngày 31 tháng 2 năm 2021", "ngay 31 thang 2 nam 2021"),
    ("2021-2026", "2021 2026"),
    ("kỳ họp thứ mười năm 2021", "ki hop 10 nam 2021"),
    ("kỳ họp thứ mười lăm", "ki hop 15"),
    ("phiên họp thứ hai mươi mốt", "phien hop 21"),
    ("lần thứ ba mươi", "lan 30"),
    *((text, "ngay #d20210928") for text in ("ngày 28–9–2021", "ngày 28 / 9 / 2021", "ngày 28 − 9 − 2021", "ngày 2021‑09‑28")),
    ("khóa XXXIX; khóa XL", "khoa 39 khoa xl"),
    ("họp thu hồi đất", "hop thu hoi dat"),
    ("họp thứ", "hop thu"),
    ("kỳ họp ba", "ki hop ba"),
    ("000", "0"),
    ("1\ufb012", "1 fi 2"),
    ("Müller", "muller"),
    ("UBND\u00a0phường/xã_thị trấn", "ubnd phuong xa thi tran"),
]
SYLLABLES = [
    "hoà",
    "thứ",
    "họp",
    "ba",
    "mười",
    "III",
    "ngày",
    "5",
    "tháng",
    "năm",
    "2021",
    "đ",
    "y",
    "lần",
    "/",
    "-",
    "#d",
    "\u0301",
]
words = st.lists(st.sampled_from(SYLLABLES), max_size=12).map(" ".join)
anything = st.text() | words | st.text(alphabet="aăâđêôơưýỷệ\u0300\u0309\u0323 0129/.-#dmxiv")


@pytest.mark.parametrize(("text", "folded", "telex"), FOLDING)
def test_tokens_follow_the_table(text, folded, telex):
    assert (fold(text), exact(text)) == (folded, telex)


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold_of_real_texts(text, folded):
    assert fold(text) == folded


@given(anything)
@example("ngày 5, tháng 12, năm 2021")
@example("họp vì dân")
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_tokens_are_the_same_for_nfc_and_nfd(text):
    decomposed = unicodedata.normalize("NFD", text)

    assert tokens(decomposed) == tokens(unicodedata.normalize("NFC", text))


@given(words)
def test_fold_is_the_same_without_diacritics_and_in_capitals(text):
    plain = "".join(
        character for character in unicodedata.normalize("NFD", text) if not unicodedata.combining(character)
    ).replace("đ", "d")

    assert fold(plain) == fold(text) == fold(text.upper()) == fold(plain.upper())


@given(anything)
def test_tokens_are_paired_and_hold_no_space(text):
    exact_tokens, folded_tokens = tokens(text)

    assert len(exact_tokens) == len(folded_tokens)
    assert not any(not token or " " in token for token in exact_tokens + folded_tokens)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (unicodedata.normalize("NFD", "Đống Đa"), "Đống Đa"),
        ("\u00d0ống \u0189a \u00f0ất \u0256ai", "Đống Đa đất đai"),
        ("  Hội  nghị \n tổng kết\t2021 ", "Hội nghị tổng kết 2021"),
        ("một\x00hai\x1b[31m\u202ehai\u2066\u200f", "mộthai[31mhai"),
        ("không\u200b rộng\ufeff", "không rộng"),
        ("nửa \ud83d đôi", "nửa đôi"),
        ("dòng\r\nmới\vnữa\u2028hết", "dòng mới nữa hết"),
        ("e\u200b\u0302", "ê"),
        ("Thị\u00adtrấn\u2060", "Thịtrấn"),
        ("20\u00a0tỷ", "20\u00a0tỷ"),
        ("\u200b \x00", ""),
    ],
)
def test_clean_text_of_a_single_line(typed, stored):
    assert clean_text(typed, multiline=False) == stored


def test_clean_text_of_several_lines_keeps_breaks_tabs_and_inner_spaces():
    assert clean_text("\n một\r\n\thai  ba\rbốn\x85năm \n") == "một\n\thai  ba\nbốn\nnăm"


@given(st.text(alphabet=st.characters()) | anything, st.booleans())
def test_clean_text_is_idempotent_and_leaves_no_invisible_character(text, multiline):
    cleaned = clean_text(text, multiline=multiline)

    assert clean_text(cleaned, multiline=multiline) == cleaned
    assert cleaned == unicodedata.normalize("NFC", cleaned).strip()
    allowed = {"\n", "\t"} if multiline else set()
    invisible = {character for character in cleaned if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")} - allowed
    assert invisible == set()
    assert {unicodedata.bidirectional(character) for character in cleaned}.isdisjoint(
        {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"}
    )


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("… đất đai Đà Nẵng", "dat-dai-da-nang"),
        ("\u00d0ống \u00d0a", "dong-da"),
        ("  Kỳ họp thứ 03 — HĐND_quận  ", "ky-hop-thu-03-hdnd-quan"),
        ("漢字", ""),
        ("Ktŭl Ƀuôn", "ktul-buon"),
        ("M'Đrắk, M’Đrắk, M\u02bcĐrắk, M`Đrắk", "m-drak-m-drak-m-drak-m-drak"),
        ("Čư Sê Ŏi Ĕa Ñi Łak Øm Ħa Ɓa Ɗắk Ŧa Ɨa ẞa Æa ıa", "cu-se-oi-ea-ni-lak-om-ha-ba-dak-ta-ia-ssa-aea-ia"),
    ],
)
def test_slugify_keeps_every_letter(text, slug):
    assert slugify(text) == slugify(unicodedata.normalize("NFD", text)) == slug


@pytest.mark.parametrize("name", ["Ktŭl Ƀuôn", "Ɓa Ɗắk Łak Øm Ħa", "Čung Krông Ñang", "Đống Đa"])
def test_fold_and_slugify_agree_on_base_letters(name):
    assert fold(name).replace(" ", "-") == slugify(name)


@pytest.mark.parametrize(
    ("symbol", "slug"),
    [
        ("05/NQ-HĐND", "5-nq-hdnd"),
        ("5/NQ-HĐND", "5-nq-hdnd"),
        ("06/2021/NQ-HĐND", "6-2021-nq-hdnd"),
        ("100/NQ-HĐND", "100-nq-hdnd"),
        ("07a/BC-BPC", "7a-bc-bpc"),
        ("00/KH-HĐND", "0-kh-hdnd"),
    ],
)
def test_symbol_slug_has_unpadded_numbers(symbol, slug):
    assert symbol_slug(symbol) == slug


NAMES_IN_ORDER = [
    "Lê Thị An",
    "Nguyễn Văn An",
    "Nguyễn Văn Án",
    "Trần Ánh",  # every letter of Anh counts before the tone of An
    "Lò Thị Ăm",
    "Hà Ân",
    "Nguyễn Văn Chiến",
    "Bùi Thị Dung",
    "Trần Dũng",
    "Phạm Đào",
    "Vũ Đức",
    "Ngô Hoa",
    "Ngô Hoà",
    "Ngô Hỏa",
    "Ngô Hõa",
    "Ngô Hóa",
    "Ngô Họa",
    "Lương Mậu Hùng",
    "Nguyễn Hưng",
    "Ong Lan",
    "Ông Lan",
    "Lê Quý",
    "Lê Thuý",
    "Tô Ước",
    "Đỗ Vy",
    "Đỗ Xuân",
    "Đỗ Ý",
    "Đỗ Yến",
]


def test_name_sort_key_sorts_names_in_vietnamese_order():
    names = NAMES_IN_ORDER[:]
    random.Random(1).shuffle(names)

    assert sorted(names, key=name_sort_key) == NAMES_IN_ORDER


def test_name_sort_key_orders_people_alike_in_every_database(db):
    for name in reversed(NAMES_IN_ORDER):
        Person.objects.create(full_name=name)

    assert [person.full_name for person in Person.objects.all()] == NAMES_IN_ORDER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ngô Hòa", "Ngô Hoà"),
        ("Lê Thúy", "Lê Thuý"),
        ("Lê Quý Đôn", unicodedata.normalize("NFD", "lê  quý  ĐÔN")),
        ("\u00d0ỗ An", "Đỗ An"),
    ],
)
def test_name_sort_key_is_equal_for_spellings_of_one_name(one, other):
    assert name_sort_key(one) == name_sort_key(other)


LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
syllables = st.tuples(st.text(alphabet=LETTERS, min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 5))
persons = st.lists(syllables, min_size=1, max_size=5)


def full_name_of(person):
    """Return the name with these syllables: (letters, tone, index of the letter with the tone)."""
    parts = []
    for letters, tone, place in person:
        place = min(place, len(letters) - 1)
        parts.append(letters[: place + 1] + TONES[tone] + letters[place + 1 :])
    return unicodedata.normalize("NFC", " ".join(parts)).title()


def defined_order(person):
    """Return a sort key that follows the definition of the order of names."""
    syllables = [([LETTERS.index(letter) for letter in letters], tone) for letters, tone, _ in person]
    return syllables[-1:] + syllables[:-1]


@given(persons, persons)
@example([("an", 0, 0)], [("anh", 0, 0)])
@example([("an", 4, 0)], [("anh", 0, 0)])
def test_name_sort_key_agrees_with_the_definition_of_the_order(one, other):
    key, other_key = name_sort_key(full_name_of(one)), name_sort_key(full_name_of(other))

    assert (key < other_key) == (defined_order(one) < defined_order(other))
    assert (key == other_key) == (defined_order(one) == defined_order(other))


@given(st.text(max_size=300))
def test_name_sort_key_is_a_short_string_of_digits(name):
    key = name_sort_key(name)

    assert len(key) <= 200
    assert key == "" or (key.isascii() and key.isdigit())

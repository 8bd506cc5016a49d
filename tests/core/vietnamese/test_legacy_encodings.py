import csv
import re
import unicodedata

import pytest

from core.vietnamese.legacy_encodings import TCVN3, damage_of
from core.vietnamese.syllables import is_syllable
from tests.architecture.tree import ROOT

SAMPLES = (ROOT / "sample", ROOT / "tests" / "exchange" / "cases")  # each sample that is added to them is tested too
VIETNAMESE = "ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ"
# The same letters in VNI; source: the keyboard manual of VNI for Windows.
VNI = (
    "aï aû aõ aø aù aâ aä aà aá aå aã aê aé aè aë aú aü où oø oï oõ oû oâ oä oå oã oà oá ô ôø ôù ôï ôû ôõ "
    "eù eø eû eï eõ eâ eá eà eä eå eã uù uø uï uû uõ ö öï öõ öû öø öù í ì ò æ ó yù yø yû î yõ ñ"
)


def texts_of_samples():
    """Every cell of the CSV tables and every text that belongs to them."""
    texts = set()
    for folder in SAMPLES:
        for path in folder.rglob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                texts |= {cell for row in csv.reader(file) for cell in row}
        for suffix in ("html", "txt", "md"):
            texts |= {path.read_text(encoding="utf-8") for path in folder.rglob(f"*.{suffix}")}
    return texts


def in_tcvn3(text):
    letters = {letter: sign for sign, letter in TCVN3.items()}
    return "".join(letters.get(letter) or letters.get(letter.lower(), letter) for letter in text)


def in_vni(text):
    letters = dict(zip(VIETNAMESE, VNI.split(), strict=True))
    letters |= {letter.upper(): sign.upper() for letter, sign in letters.items()}
    return "".join(letters.get(letter, letter) for letter in text)


def read_as(code_page, times=1):
    def read(text):
        for _ in range(times):
            text = "".join(bytes([byte]).decode(code_page, errors="ignore") or chr(byte) for byte in text.encode())
        return text

    return read


ENCODED = {
    "tcvn3": in_tcvn3,
    "vni": in_vni,
    "latin-1": read_as("latin-1"),
    "cp1252": read_as("cp1252"),
    "cp1258": read_as("cp1258"),
    "mac": read_as("mac_roman"),
    "twice": read_as("cp1252", times=2),
}


def test_damage_of_raises_no_false_alarm_on_any_text_of_the_samples():
    texts = texts_of_samples()

    assert len(texts) > 4_000
    assert [text for text in texts if damage_of(text) or damage_of(unicodedata.normalize("NFD", text))] == []


@pytest.mark.parametrize("name", ENCODED)
def test_damage_of_restores_the_texts_of_the_samples_from_each_encoding(name):
    damaged, restored, wrong = 0, 0, []
    for text in (unicodedata.normalize("NFC", text) for text in texts_of_samples()):
        words = re.findall(r"[^\W\d_]+", text)
        if sum(not word.isascii() and is_syllable(word) for word in words) < 3:  # a single word is often uncertain
            continue
        damage = damage_of(ENCODED[name](text))
        damaged += 1
        restored += damage is not None
        if damage and damage.in_unicode.lower() != text.lower():  # TCVN3 has no capitals with tone marks
            wrong.append((text, damage.in_unicode))

    assert damaged > 900
    assert wrong == []
    assert restored / damaged > 0.99


@pytest.mark.parametrize(
    ("text", "in_unicode"),
    [
        ("NguyÔn V¨n S¸u", "Nguyễn Văn Sáu"),
        ("TrÇn B×nh", "Trần Bình"),
        ("Héi ®ång nh©n d©n quËn CÇu GiÊy", "Hội đồng nhân dân quận Cầu Giấy"),
        ("H§ND x· Yang Nam", "HĐND xã Yang Nam"),
        ("ñy ban nh©n d©n ph\u00adêng", "ủy ban nhân dân phường"),
        ("Nghị quyết về ng©n s¸ch", "Nghị quyết về ngân sách"),
        ("Nguyeãn Vaên Saùu", "Nguyễn Văn Sáu"),
        ("HOÄI ÑOÀNG NHAÂN DAÂN", "HỘI ĐỒNG NHÂN DÂN"),
        ("Phaïm Thò Höông", "Phạm Thị Hương"),
        ("Nguyeãn Thò Thanh", "Nguyễn Thị Thanh"),  # the other words are syllables as they stand
        ("NGUYEÃN THÒ THANH", "NGUYỄN THỊ THANH"),
        ("11/NQ-H®ND", "11/NQ-HĐND"),  # in a font for capitals
        ("Hồ Thiò Vân Khê", "Hồ Thị Vân Khê"),
        ("Nguyá»…n VÄƒn SÃ¡u", "Nguyễn Văn Sáu"),
        ("Nguyá»…n VÄƒn SĂ¡u", "Nguyễn Văn Sáu"),
        ("NguyÃ¡Â»â€¦n VÃ„Æ’n SÃƒÂ¡u", "Nguyễn Văn Sáu"),
        ("Trần Thị Hoa và Nguyá»…n Văn Sáu", "Trần Thị Hoa và Nguyễn Văn Sáu"),
        ("HÃ  Ná»™i", "Hà Nội"),  # a program has replaced the space that does not break
        ("Äá»“ng Tháp", "Đồng Tháp"),  # a program has removed the control character
        ("120 mÂ²", "120 m²"),
        ("NguyeÌ‚Ìƒn", "Nguyễn"),
        ("NguyêÞn Vãn Sôì", "Nguyễn Văn Số"),
        ("Nguy&#7877;n V&#259;n S&aacute;u", "Nguyễn Văn Sáu"),
        ("<p>NguyÔn <b>V¨n</b> S¸u &amp; con</p>", "<p>Nguyễn <b>Văn</b> Sáu &amp; con</p>"),
    ],
)
def test_damage_of_names_the_text_in_unicode(text, in_unicode):
    damage = damage_of(text)

    assert damage.in_unicode == in_unicode
    assert re.sub("<[^>]*>", "", in_unicode).replace("&amp;", "&") in damage.message


@pytest.mark.parametrize(
    "text",
    [
        "Nguy?n V?n",
        "Nguy??n",
        "Phan Th? Hoài",
        "V? Th? H? Uyên",
        "Ban Pháp ch?",
        "Y ??c Ê Ban",
        "?Y BAN NHÂN DÂN XÃ",
        "T? ch?c h?i ngh? ti?p xúc",
        "?y ban nhân dân t?nh",
        "H?ND xã",
        "Nguyễn V\ufffdn",
        "Nguyá»n",
    ],
)
def test_damage_of_lost_letters_asks_to_type_again(text):
    damage = damage_of(text)

    assert damage.in_unicode == ""
    assert damage.message.endswith("Hãy gõ lại, hoặc chép lại từ bản gốc.")


HIGHLANDS = (
    "Ktŭl, M'Đrắk, Čung, H’Linh, K’Brêu, Ƀuôn, Ea H'leo, Cư M'gar, Y Wô Niê Kdăm, Êban, Knuôl, Siu H'Phôi, Hmông, Xơ Đăng, "
    "Gié Triêng, Mlô, Brâu, Rơ Ô Bhan, Y Bhôk Êban, H'Hen Niê, Pô Kô, Krông Nô, Chư Sê, Đắk Glei, Kon Rẫy, Buôn Hồ, Krông Bông, "
    "Ayun Pa, Ia Grai, Rah Lan Chung, Kpă Klơng, Puih H'Phíp, Rmah H'Bé Nét, Ksor H'Bơ Khăp, H'Luộc Ntơr, Điểu K'Ré, Kim Sa Rươne"
)
FOREIGN = (
    "Élysée, François Mitterrand, où, Août, goût, Noël, Loïc, Anaïs, Caïn, Thaïlande, Citroën, garçon, cœur, Thérèse, Hôtel, "
    "Pâques, vis-à-vis, naïve, résumé, Köln, München, für, Schröder, Straße, São Paulo, João, Peña, El Niño, Åland, Øresund, "
    "Seán, Raúl, José María, Perú, Bogotá, Erdoğan, Dvořák, Łódź, Þór, Ævar, Mª José, Côte d'Ivoire, Genève, Montréal, Québec"
)
SIGNS = (
    "m²; 120 m³; ½ ha; 1½; § 5; §5; 20°C; ±5; 3×4 m; n×m; 15 N·m; 75 µm; Windows®; ©2021; « Bonjour »; «Xin chào»; “THỊ XÃ”; "
    "BÃ…; XÃ\u00a0MỸ ĐÌNH; PHƯỜNG XÃ – THỊ TRẤN; nghị quyết¹; £5; ¥100; 5¢; №5; 1ª; a & b; x < y; Đ/c; hoà bình; toà án; quờ"
)
QUESTIONS = (
    "Vì sao? Ai?; Vì sao?Ai?; có?không; UBND?; TP?; v.v.?; Tây H?; ???; "
    "https://a.vn/?q=x&b=n; tin.php?id=5; x?y; ¿Q?; mấy kg?; 60 ph?; ai??; (?)"
)


@pytest.mark.parametrize("texts", [HIGHLANDS, FOREIGN, SIGNS, QUESTIONS], ids=["highlands", "foreign", "signs", "questions"])
def test_damage_of_passes_names_signs_and_questions(texts):
    alone = re.split("[,;] ", texts)
    in_sentences = [f"Ông {text} có mặt" for text in alone if not text.endswith("H?")]

    assert [text for text in [texts, *alone, *in_sentences, *map(str.upper, alone)] if damage_of(text)] == []

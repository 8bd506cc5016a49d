"""The illustrations of the sample: the picture that belongs to each file name of photos.csv."""

from collections.abc import Callable
from zlib import crc32

from exchange.sample import furniture, people
from exchange.sample.drawing import (
    BLACK,
    CREAM,
    GOLD,
    GREEN,
    GREY,
    INDIGO,
    LIGHT_GREY,
    MID_GREY,
    OCHRE,
    PLUM,
    RED,
    WHITE,
    Canvas,
    mix,
)
from exchange.sample.people import DrawnPerson, varied_people

WALL = mix(CREAM, OCHRE, 0.1)
CARPET = mix(RED, BLACK, 0.3)
BOARDS = mix(OCHRE, CREAM, 0.4)
CHAIRMAN = DrawnPerson(INDIGO)
DEPUTY = DrawnPerson(mix(BLACK, CREAM, 0.12), tie=INDIGO)
FRONT_CHAIR = DrawnPerson(RED, is_woman=True)
SECRETARY = DrawnPerson(PLUM, is_woman=True)


def full_hall() -> Canvas:
    """Rows of delegates in front of the presidium, under a red backdrop."""
    canvas = Canvas(WALL)
    for x in (30, 1090):
        canvas.rectangle(x, 90, 80, 240, mix(INDIGO, CREAM, 0.8))
        canvas.rectangle(x + 37, 90, 6, 240, WHITE)
        canvas.rectangle(x, 206, 80, 6, WHITE)
    canvas.rectangle(180, 40, 840, 300, RED)
    canvas.star(600, 92, 36, GOLD)
    furniture.banner(canvas, 600, 142, 640, lines=(0.6, 1), height=14)
    furniture.floor(canvas, 340, BOARDS)
    for x, person in zip((420, 540, 660, 780), varied_people(4, start=3), strict=True):
        people.bust(canvas, x, 330, 230, person)
    furniture.table(canvas, 340, 400, 520, 92, cloth=mix(RED, BLACK, 0.2))
    for x in (420, 540, 660, 780):
        furniture.name_plate(canvas, x, 312, 46)
    furniture.vase(canvas, 600, 312, 44)
    furniture.podium(canvas, 950, 400, 88)
    canvas.rectangle(0, 400, 1200, 12, mix(OCHRE, BLACK, 0.2))
    canvas.rectangle(0, 412, 1200, 400, mix(OCHRE, CREAM, 0.25))
    canvas.polygon([(560, 412), (640, 412), (720, 800), (480, 800)], CARPET)
    for row, (y, size, step) in enumerate(((500, 240, 88), (600, 310, 112), (720, 400, 144), (860, 510, 184))):
        places = [600 + side * (80 + row * 22 + step * n + step / 3) for side in (-1, 1) for n in range(5)]
        people.audience(canvas, y, size, places=sorted(places), start=row * 5)
    return canvas


def ballot_box() -> Canvas:
    """A ballot box in front of a backdrop; delegates wait in line on both sides."""
    canvas = Canvas(mix(INDIGO, CREAM, 0.86))
    furniture.curtain(canvas, 0, 0, 170, 640, mix(RED, CREAM, 0.12))
    furniture.curtain(canvas, 1030, 0, 170, 640, mix(RED, CREAM, 0.12))
    canvas.rectangle(330, 50, 540, 330, INDIGO)
    canvas.star(600, 130, 46, GOLD)
    furniture.banner(canvas, 600, 212, 400, lines=(0.65, 1, 0.5), height=16)
    furniture.floor(canvas, 600, mix(OCHRE, CREAM, 0.5))
    for side in (-1, 1):
        for place, person in enumerate(varied_people(4, start=2 + side * 2)):
            x, y = 600 + side * (500 - place * 88), 690 + place * 16
            people.draw_standing_person(canvas, x, y, 370 + place * 8, person)
            people.hanging_arms(canvas, x, y, 370 + place * 8, person)
            canvas.rectangle(x - side * 56 - 14, y - 200, 28, 38, WHITE)
    furniture.table(canvas, 470, 780, 260, 130, cloth=GREEN)
    canvas.polygon([(510, 650), (690, 650), (690, 470), (510, 470)], RED)
    canvas.polygon([(510, 470), (690, 470), (670, 440), (530, 440)], mix(RED, CREAM, 0.25))
    canvas.rectangle(560, 450, 80, 9, BLACK)
    canvas.polygon([(570, 455), (622, 455), (630, 398), (578, 398)], WHITE)
    canvas.star(600, 560, 42, GOLD)
    return canvas


def online_meeting() -> Canvas:
    """A large screen of a video meeting; the table of the delegates in front of it."""
    canvas = Canvas(mix(INDIGO, BLACK, 0.55))
    canvas.rectangle(0, 560, 1200, 240, mix(INDIGO, BLACK, 0.72))
    people.video_meeting(canvas, 190, 60, 820, 460, columns=3, rows=3)
    for x in (70, 1130):
        canvas.rectangle(x - 34, 200, 68, 200, BLACK)
        for y in (240, 300, 360):
            canvas.ellipse(x, y, 20, 20, GREY)
    furniture.table(canvas, 60, 690, 1080, 120, cloth=mix(OCHRE, BLACK, 0.2), runner=mix(OCHRE, CREAM, 0.25))
    for x in (240, 600, 960):
        furniture.microphone(canvas, x, 580, 74)
    for x in (330, 690, 1050):
        furniture.glass(canvas, x - 86, 588, 40)
    people.audience(canvas, 800, 520, places=(150, 330, 510, 690, 870, 1050), colour=mix(INDIGO, CREAM, 0.12), start=1)
    return canvas


def chair_table() -> Canvas:
    """The empty table of the chair in front of a large screen, with laptops and microphones."""
    canvas = Canvas(mix(GREEN, CREAM, 0.86))
    canvas.rectangle(0, 0, 1200, 40, mix(GREEN, CREAM, 0.7))
    people.video_meeting(canvas, 130, 80, 940, 350, columns=4, rows=2, start=4)
    furniture.floor(canvas, 590, mix(OCHRE, CREAM, 0.55))
    for x in (300, 600, 900):
        furniture.chair(canvas, x, 600, 150, mix(OCHRE, BLACK, 0.1))
    furniture.table(canvas, 90, 800, 1020, 230, cloth=RED, runner=WHITE)
    for x in (300, 600, 900):
        furniture.laptop(canvas, x, 596, 130)
        furniture.microphone(canvas, x + 104, 602, 110)
        furniture.name_plate(canvas, x - 112, 610, 84)
    for x in (450, 750):
        furniture.vase(canvas, x, 606, 70, flowers=(GOLD, WHITE, mix(RED, CREAM, 0.4)))
    return canvas


def speaker_with_flowers() -> Canvas:
    """A speaker behind the podium, with flowers beside it and the backdrop of the conference."""
    canvas = Canvas(WALL)
    canvas.rectangle(90, 30, 1020, 520, INDIGO)
    canvas.rectangle(90, 30, 1020, 14, GOLD)
    canvas.rectangle(90, 536, 1020, 14, GOLD)
    canvas.star(760, 130, 58, GOLD)
    furniture.banner(canvas, 760, 240, 560, lines=(0.5, 1, 0.9, 0.4), height=24)
    furniture.floor(canvas, 590, CARPET)
    people.bust(canvas, 330, 560, 560, DEPUTY, depth=0.42)
    for side in (-1, 1):
        people.arm(canvas, 330, 756, 560, DEPUTY, side=side, hand=(330 + side * 70, 446), bend=0.05)
    furniture.podium(canvas, 330, 730, 220)
    canvas.polygon([(520, 740), (640, 740), (612, 600), (548, 600)], mix(OCHRE, CREAM, 0.3))
    furniture.bouquet(canvas, 580, 640, 210)
    for x in (860, 1010):
        furniture.vase(canvas, x, 720, 120, flowers=(WHITE, GOLD, mix(PLUM, CREAM, 0.5)))
    return canvas


def speaker_in_ao_dai() -> Canvas:
    """A woman in an áo dài at the podium; rows of the audience in front of her."""
    canvas = Canvas(mix(OCHRE, CREAM, 0.82))
    furniture.curtain(canvas, 0, 0, 1200, 470, mix(RED, BLACK, 0.1))
    canvas.rectangle(120, 80, 560, 300, CREAM)
    canvas.rectangle(136, 96, 528, 268, mix(INDIGO, CREAM, 0.88))
    for index, share in enumerate((0.35, 0.75, 0.55, 0.9)):
        canvas.rectangle(190, 136 + index * 56, 420 * share, 30, (RED, INDIGO, INDIGO, INDIGO)[index])
    furniture.floor(canvas, 470, BOARDS)
    speaker = DrawnPerson(mix(INDIGO, CREAM, 0.12), is_woman=True)
    people.draw_standing_person(canvas, 960, 590, 420, speaker)
    people.arm(canvas, 960, 590, 420, speaker, side=1, hand=(1012, 404))
    people.arm(canvas, 960, 590, 420, speaker, side=-1, hand=(900, 390))
    furniture.podium(canvas, 870, 600, 150)
    canvas.rectangle(0, 600, 1200, 14, mix(OCHRE, BLACK, 0.3))
    canvas.rectangle(0, 614, 1200, 186, mix(OCHRE, BLACK, 0.1))
    people.audience(canvas, 730, 380, places=range(60, 1200, 120), colour=INDIGO, start=2)
    people.audience(canvas, 850, 460, places=range(0, 1240, 150), colour=INDIGO, start=6)
    return canvas


def signing() -> Canvas:
    """Three people side by side at a long table, each signing a document."""
    canvas = Canvas(mix(RED, CREAM, 0.04))
    canvas.star(600, 96, 56, GOLD)
    furniture.banner(canvas, 600, 182, 700, lines=(0.55, 1), height=20)
    for x, person in zip((150, 1050), (DrawnPerson(PLUM, is_woman=True), DrawnPerson(GREY, tie=GREEN)), strict=True):
        people.draw_standing_person(canvas, x, 720, 470, person)
        people.arm(canvas, x, 720, 470, person, side=-1, hand=(x - 10, 500), bend=0.08)
        people.arm(canvas, x, 720, 470, person, side=1, hand=(x + 10, 500), bend=0.08)
    signers = (DEPUTY, DrawnPerson(GREEN, is_woman=True), CHAIRMAN)
    for x, person in zip((330, 600, 870), (signers[0], signers[2], signers[1]), strict=True):
        furniture.chair(canvas, x, 560, 170, mix(OCHRE, BLACK, 0.2))
        people.bust(canvas, x, 570, 520, person, depth=0.36)
    furniture.floor(canvas, 740, CARPET)
    furniture.table(canvas, 180, 790, 840, 240, cloth=INDIGO)
    for x, person in zip((330, 600, 870), (signers[0], signers[2], signers[1]), strict=True):
        furniture.open_folder(canvas, x, 606, 150)
        foot = 570 + 520 * 0.46
        people.arm(canvas, x, foot, 520, person, side=-1, hand=(x - 52, 590), bend=0.05)
        people.arm(canvas, x, foot, 520, person, side=1, hand=(x + 40, 588), bend=0.05)
        canvas.line([(x + 34, 596), (x + 52, 552)], BLACK, 5)
        furniture.name_plate(canvas, x, 640, 90)
    for x in (465, 735):
        furniture.vase(canvas, x, 604, 80, flowers=(mix(RED, CREAM, 0.5), WHITE, GOLD))
    return canvas


def speaker_close_up() -> Canvas:
    """A speaker at a microphone, seen from close by, and a backdrop with a star."""
    canvas = Canvas(RED)
    canvas.polygon([(0, 0), (330, 0), (120, 800), (0, 800)], mix(RED, BLACK, 0.16))
    canvas.polygon([(1200, 0), (1010, 0), (1130, 800), (1200, 800)], mix(RED, BLACK, 0.16))
    canvas.star(880, 270, 150, GOLD)
    speaker = DrawnPerson(INDIGO, is_woman=True)
    people.bust(canvas, 440, 860, 1100, speaker, depth=0.46, waist=0.1)
    people.arm(canvas, 440, 1258, 1100, speaker, side=-1, hand=(330, 716), bend=0.06)
    people.arm(canvas, 440, 1258, 1100, speaker, side=1, hand=(600, 700), bend=0.06)
    canvas.rectangle(0, 720, 1200, 80, furniture.WOOD)
    canvas.rectangle(0, 712, 1200, 14, mix(OCHRE, CREAM, 0.3))
    canvas.line([(560, 716), (540, 560), (500, 510)], BLACK, 12)
    canvas.ellipse(490, 496, 26, 32, GREY)
    furniture.vase(canvas, 1010, 760, 190, flowers=(WHITE, mix(RED, CREAM, 0.55), GOLD))
    return canvas


def standing_chairman() -> Canvas:
    """The chairman stands at the table of the presidium between two seated people."""
    canvas = Canvas(mix(GREEN, CREAM, 0.2))
    for x in range(0, 1200, 100):
        canvas.rectangle(x, 0, 3, 560, mix(GREEN, BLACK, 0.12))
    canvas.rectangle(0, 0, 1200, 26, GOLD)
    furniture.banner(canvas, 300, 90, 420, lines=(0.6, 1, 0.8), height=20)
    furniture.floor(canvas, 560, mix(OCHRE, CREAM, 0.35))
    for x, person in ((250, FRONT_CHAIR), (980, DrawnPerson(GREY, tie=INDIGO))):
        furniture.chair(canvas, x, 600, 150)
        people.bust(canvas, x, 600, 480, person)
    furniture.chair(canvas, 620, 600, 150)
    people.draw_standing_person(canvas, 620, 790, 640, CHAIRMAN)
    furniture.table(canvas, 60, 800, 1080, 220, cloth=mix(OCHRE, BLACK, 0.25), runner=WHITE)
    furniture.open_folder(canvas, 620, 620, 170)
    people.arm(canvas, 620, 790, 640, CHAIRMAN, side=-1, hand=(560, 592), bend=0.08)
    people.arm(canvas, 620, 790, 640, CHAIRMAN, side=1, hand=(680, 592), bend=0.08)
    furniture.microphone(canvas, 745, 606, 150)
    for x in (250, 980):
        furniture.name_plate(canvas, x, 624, 96)
        furniture.glass(canvas, x + 96, 616, 48)
        furniture.microphone(canvas, x - 90, 610, 96)
    furniture.vase(canvas, 440, 612, 84)
    return canvas


def people_with_certificates() -> Canvas:
    """A row of people on a stage, each with a framed certificate and flowers."""
    canvas = Canvas(mix(PLUM, CREAM, 0.82))
    furniture.curtain(canvas, 0, 0, 100, 600, PLUM)
    furniture.curtain(canvas, 1100, 0, 100, 600, PLUM)
    canvas.rectangle(170, 40, 860, 200, RED)
    furniture.banner(canvas, 600, 76, 640, lines=(0.5, 1, 0.7), height=18)
    furniture.floor(canvas, 600, BOARDS)
    canvas.rectangle(0, 760, 1200, 40, mix(OCHRE, BLACK, 0.25))
    for index, person in enumerate(varied_people(7)):
        x, y, size = 150 + index * 148, 735, 410 + index % 3 * 14
        people.draw_standing_person(canvas, x, y, size, person)
        people.arm(canvas, x, y, size, person, side=-1, hand=(x - 34, y - size * 0.56), bend=0.05)
        furniture.bouquet(canvas, x + 38, y - size * 0.5, 78)
        people.arm(canvas, x, y, size, person, side=1, hand=(x + 36, y - size * 0.52), bend=0.03)
        furniture.certificate(canvas, x - 22, y - size * 0.56, 76)
    return canvas


def award_ceremony() -> Canvas:
    """Two people, seen from behind, hand certificates to a row of people."""
    canvas = Canvas(mix(INDIGO, CREAM, 0.1))
    canvas.rectangle(60, 40, 1080, 12, GOLD)
    furniture.banner(canvas, 600, 80, 760, lines=(0.6, 1), height=20)
    canvas.star(130, 110, 36, GOLD)
    canvas.star(1070, 110, 36, GOLD)
    furniture.floor(canvas, 520, mix(RED, BLACK, 0.15))
    for index, person in enumerate(varied_people(5, start=2)):
        x, size = 150 + index * 225, 390 + index % 2 * 12
        people.draw_standing_person(canvas, x, 650, size, person)
        if index in (1, 3):
            for side in (-1, 1):
                people.arm(canvas, x, 650, size, person, side=side, hand=(x + side * 50, 440))
            furniture.certificate(canvas, x, 428, 110)
        else:
            people.hanging_arms(canvas, x, 650, size, person)
    for x, side, person in ((255, 1, CHAIRMAN), (945, -1, DEPUTY)):
        people.draw_standing_person(canvas, x, 800, 560, person, is_back=True)
        people.arm(canvas, x, 800, 560, person, side=side, hand=(x + side * 72, 468), bend=0.03)
        people.arm(canvas, x, 800, 560, person, side=-side, hand=(x - side * 76, 540), bend=0.02)
    return canvas


def ward_office(name: str) -> Canvas:
    """The office building of a ward, with trees and a flag; the name decides its colour and size."""
    seed = crc32(name.encode())
    walls = (mix(GOLD, CREAM, 0.6), mix(RED, CREAM, 0.75), mix(GREEN, CREAM, 0.75), mix(INDIGO, CREAM, 0.8))[seed % 4]
    windows, floors = 3 + seed // 4 % 3, 2 + seed // 12 % 2
    canvas = Canvas(mix(INDIGO, CREAM, 0.85))
    canvas.rectangle(0, 660, 1200, 140, LIGHT_GREY)
    height = floors * 150
    canvas.rectangle(250, 660 - height, 700, height, walls)
    canvas.polygon([(220, 660 - height), (980, 660 - height), (900, 600 - height), (300, 600 - height)], mix(RED, OCHRE, 0.4))
    for floor in range(floors):
        for index in range(windows):
            x, y = 250 + 700 * (index + 0.5) / windows, 660 - height + 40 + floor * 150
            canvas.rectangle(x - 34, y, 68, 80, INDIGO)
            canvas.rectangle(x - 3, y, 6, 80, WHITE)
    canvas.rectangle(540, 545, 120, 115, furniture.WOOD)
    canvas.rectangle(500, 530, 200, 16, RED)
    canvas.line([(1084, 690), (1084, 230)], MID_GREY, 8)
    canvas.rectangle(1088, 234, 96, 64, RED)
    canvas.star(1136, 266, 20, GOLD)
    for index, x in enumerate((70, 170, 1010)[: 2 + seed // 24 % 2]):
        crown = 80 + (seed // 48 + index * 17) % 40
        canvas.rectangle(x - 9, 560, 18, 110, furniture.WOOD)
        canvas.ellipse(x, 600 - crown, 62, crown, mix(GREEN, CREAM, 0.12 * index))
    return canvas


ILLUSTRATIONS: dict[str, Callable[[], Canvas]] = {
    "tong-ket-nhiem-ky-1": full_hall,
    "ky-hop-thu-nhat-1": ballot_box,
    "tiep-xuc-truc-tuyen-1": online_meeting,
    "ky-hop-thu-ba-1": chair_table,
    "hoi-nghi-1": speaker_with_flowers,
    "hoi-nghi-2": speaker_in_ao_dai,
    "hoi-nghi-3": signing,
    "hoi-nghi-4": speaker_close_up,
    "hoi-nghi-5": standing_chairman,
    "hoi-nghi-6": people_with_certificates,
    "hoi-nghi-7": award_ceremony,
}


def draw_picture(stem: str) -> bytes:
    """Return the JPEG (1200 x 800 pixels) for a file name without its suffix; an unknown name gives the office of a ward."""
    canvas = ILLUSTRATIONS[stem]() if stem in ILLUSTRATIONS else ward_office(stem)
    return canvas.jpeg()

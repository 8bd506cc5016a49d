"""The pictures of the sample: what is seen on each, told by its file name."""

from zlib import crc32

from exchange.sample import props
from exchange.sample.drawing import EDGE, FADED, GOLD, GREEN, INDIGO, INK, OCHRE, PAPER, PLUM, RULE, SEAL, WHITE, Canvas, mix
from exchange.sample.props import Person, cast

WALL = mix(PAPER, OCHRE, 0.1)
CARPET = mix(SEAL, INK, 0.3)
BOARDS = mix(OCHRE, PAPER, 0.4)
CHAIRMAN = Person(INDIGO)
DEPUTY = Person(mix(INK, PAPER, 0.12), tie=INDIGO)
FRONT_CHAIR = Person(SEAL, is_woman=True)
SECRETARY = Person(PLUM, is_woman=True)


def whole_hall():
    """Rows of delegates before the presidium, under a red backdrop."""
    canvas = Canvas(WALL)
    for x in (30, 1090):
        canvas.box(x, 90, 80, 240, mix(INDIGO, PAPER, 0.8))
        canvas.box(x + 37, 90, 6, 240, WHITE)
        canvas.box(x, 206, 80, 6, WHITE)
    canvas.box(180, 40, 840, 300, SEAL)
    canvas.star(600, 92, 36, GOLD)
    props.banner(canvas, 600, 142, 640, lines=(0.6, 1), height=14)
    props.floor(canvas, 340, BOARDS)
    for x, person in zip((420, 540, 660, 780), cast(4, start=3), strict=True):
        props.bust(canvas, x, 330, 230, person)
    props.table(canvas, 340, 400, 520, 92, cloth=mix(SEAL, INK, 0.2))
    for x in (420, 540, 660, 780):
        props.name_plate(canvas, x, 312, 46)
    props.vase(canvas, 600, 312, 44)
    props.podium(canvas, 950, 400, 88)
    canvas.box(0, 400, 1200, 12, mix(OCHRE, INK, 0.2))
    canvas.box(0, 412, 1200, 400, mix(OCHRE, PAPER, 0.25))
    canvas.shape([(560, 412), (640, 412), (720, 800), (480, 800)], CARPET)
    for row, (y, size, step) in enumerate(((500, 240, 88), (600, 310, 112), (720, 400, 144), (860, 510, 184))):
        places = [600 + side * (80 + row * 22 + step * n + step / 3) for side in (-1, 1) for n in range(5)]
        props.audience(canvas, y, size, places=sorted(places), start=row * 5)
    return canvas


def ballot_box():
    """A ballot box before a backdrop, delegates queueing on both sides."""
    canvas = Canvas(mix(INDIGO, PAPER, 0.86))
    props.curtain(canvas, 0, 0, 170, 640, mix(SEAL, PAPER, 0.12))
    props.curtain(canvas, 1030, 0, 170, 640, mix(SEAL, PAPER, 0.12))
    canvas.box(330, 50, 540, 330, INDIGO)
    canvas.star(600, 130, 46, GOLD)
    props.banner(canvas, 600, 212, 400, lines=(0.65, 1, 0.5), height=16)
    props.floor(canvas, 600, mix(OCHRE, PAPER, 0.5))
    for side in (-1, 1):
        for place, person in enumerate(cast(4, start=2 + side * 2)):
            x, y = 600 + side * (500 - place * 88), 690 + place * 16
            props.standing(canvas, x, y, 370 + place * 8, person)
            props.hanging_arms(canvas, x, y, 370 + place * 8, person)
            canvas.box(x - side * 56 - 14, y - 200, 28, 38, WHITE)
    props.table(canvas, 470, 780, 260, 130, cloth=GREEN)
    canvas.shape([(510, 650), (690, 650), (690, 470), (510, 470)], SEAL)
    canvas.shape([(510, 470), (690, 470), (670, 440), (530, 440)], mix(SEAL, PAPER, 0.25))
    canvas.box(560, 450, 80, 9, INK)
    canvas.shape([(570, 455), (622, 455), (630, 398), (578, 398)], WHITE)
    canvas.star(600, 560, 42, GOLD)
    return canvas


def network_meeting():
    """A screen of many places, the delegates' table before it."""
    canvas = Canvas(mix(INDIGO, INK, 0.55))
    canvas.box(0, 560, 1200, 240, mix(INDIGO, INK, 0.72))
    props.tiles(canvas, 190, 60, 820, 460, columns=3, rows=3)
    for x in (70, 1130):
        canvas.box(x - 34, 200, 68, 200, INK)
        for y in (240, 300, 360):
            canvas.oval(x, y, 20, 20, FADED)
    props.table(canvas, 60, 690, 1080, 120, cloth=mix(OCHRE, INK, 0.2), runner=mix(OCHRE, PAPER, 0.25))
    for x in (240, 600, 960):
        props.microphone(canvas, x, 580, 74)
    for x in (330, 690, 1050):
        props.glass(canvas, x - 86, 588, 40)
    props.audience(canvas, 800, 520, places=(150, 330, 510, 690, 870, 1050), colour=mix(INDIGO, PAPER, 0.12), start=1)
    return canvas


def chair_table():
    """The table of the chair before a large screen: laptops, microphones, nobody there yet."""
    canvas = Canvas(mix(GREEN, PAPER, 0.86))
    canvas.box(0, 0, 1200, 40, mix(GREEN, PAPER, 0.7))
    props.tiles(canvas, 130, 80, 940, 350, columns=4, rows=2, start=4)
    props.floor(canvas, 590, mix(OCHRE, PAPER, 0.55))
    for x in (300, 600, 900):
        props.chair(canvas, x, 600, 150, mix(OCHRE, INK, 0.1))
    props.table(canvas, 90, 800, 1020, 230, cloth=SEAL, runner=WHITE)
    for x in (300, 600, 900):
        props.laptop(canvas, x, 596, 130)
        props.microphone(canvas, x + 104, 602, 110)
        props.name_plate(canvas, x - 112, 610, 84)
    for x in (450, 750):
        props.vase(canvas, x, 606, 70, flowers=(GOLD, WHITE, mix(SEAL, PAPER, 0.4)))
    return canvas


def speaker_with_flowers():
    """Somebody behind the podium, a basket of flowers beside it, the backdrop of the conference behind."""
    canvas = Canvas(WALL)
    canvas.box(90, 30, 1020, 520, INDIGO)
    canvas.box(90, 30, 1020, 14, GOLD)
    canvas.box(90, 536, 1020, 14, GOLD)
    canvas.star(760, 130, 58, GOLD)
    props.banner(canvas, 760, 240, 560, lines=(0.5, 1, 0.9, 0.4), height=24)
    props.floor(canvas, 590, CARPET)
    props.bust(canvas, 330, 560, 560, DEPUTY, depth=0.42)
    for side in (-1, 1):
        props.arm(canvas, 330, 756, 560, DEPUTY, side=side, hand=(330 + side * 70, 446), bend=0.05)
    props.podium(canvas, 330, 730, 220)
    canvas.shape([(520, 740), (640, 740), (612, 600), (548, 600)], mix(OCHRE, PAPER, 0.3))
    props.bouquet(canvas, 580, 640, 210)
    for x in (860, 1010):
        props.vase(canvas, x, 720, 120, flowers=(WHITE, GOLD, mix(PLUM, PAPER, 0.5)))
    return canvas


def speaker_in_tunic():
    """A woman in an áo dài at the podium, rows of seats below."""
    canvas = Canvas(mix(OCHRE, PAPER, 0.82))
    props.curtain(canvas, 0, 0, 1200, 470, mix(SEAL, INK, 0.1))
    canvas.box(120, 80, 560, 300, PAPER)
    canvas.box(136, 96, 528, 268, mix(INDIGO, PAPER, 0.88))
    for index, share in enumerate((0.35, 0.75, 0.55, 0.9)):
        canvas.box(190, 136 + index * 56, 420 * share, 30, (SEAL, INDIGO, INDIGO, INDIGO)[index])
    props.floor(canvas, 470, BOARDS)
    speaker = Person(mix(INDIGO, PAPER, 0.12), is_woman=True)
    props.standing(canvas, 960, 590, 420, speaker)
    props.arm(canvas, 960, 590, 420, speaker, side=1, hand=(1012, 404))
    props.arm(canvas, 960, 590, 420, speaker, side=-1, hand=(900, 390))
    props.podium(canvas, 870, 600, 150)
    canvas.box(0, 600, 1200, 14, mix(OCHRE, INK, 0.3))
    canvas.box(0, 614, 1200, 186, mix(OCHRE, INK, 0.1))
    props.audience(canvas, 730, 380, places=range(60, 1200, 120), colour=INDIGO, start=2)
    props.audience(canvas, 850, 460, places=range(0, 1240, 150), colour=INDIGO, start=6)
    return canvas


def signing():
    """Three people side by side at a long table, each signing a document."""
    canvas = Canvas(mix(SEAL, PAPER, 0.04))
    canvas.star(600, 96, 56, GOLD)
    props.banner(canvas, 600, 182, 700, lines=(0.55, 1), height=20)
    for x, person in zip((150, 1050), (Person(PLUM, is_woman=True), Person(FADED, tie=GREEN)), strict=True):
        props.standing(canvas, x, 720, 470, person)
        props.arm(canvas, x, 720, 470, person, side=-1, hand=(x - 10, 500), bend=0.08)
        props.arm(canvas, x, 720, 470, person, side=1, hand=(x + 10, 500), bend=0.08)
    signers = (DEPUTY, Person(GREEN, is_woman=True), CHAIRMAN)
    for x, person in zip((330, 600, 870), (signers[0], signers[2], signers[1]), strict=True):
        props.chair(canvas, x, 560, 170, mix(OCHRE, INK, 0.2))
        props.bust(canvas, x, 570, 520, person, depth=0.36)
    props.floor(canvas, 740, CARPET)
    props.table(canvas, 180, 790, 840, 240, cloth=INDIGO)
    for x, person in zip((330, 600, 870), (signers[0], signers[2], signers[1]), strict=True):
        props.papers(canvas, x, 606, 150)
        foot = 570 + 520 * 0.46
        props.arm(canvas, x, foot, 520, person, side=-1, hand=(x - 52, 590), bend=0.05)
        props.arm(canvas, x, foot, 520, person, side=1, hand=(x + 40, 588), bend=0.05)
        canvas.line([(x + 34, 596), (x + 52, 552)], INK, 5)
        props.name_plate(canvas, x, 640, 90)
    for x in (465, 735):
        props.vase(canvas, x, 604, 80, flowers=(mix(SEAL, PAPER, 0.5), WHITE, GOLD))
    return canvas


def speaker_near():
    """A speaker before a microphone, near; a backdrop with a star behind."""
    canvas = Canvas(SEAL)
    canvas.shape([(0, 0), (330, 0), (120, 800), (0, 800)], mix(SEAL, INK, 0.16))
    canvas.shape([(1200, 0), (1010, 0), (1130, 800), (1200, 800)], mix(SEAL, INK, 0.16))
    canvas.star(880, 270, 150, GOLD)
    speaker = Person(INDIGO, is_woman=True)
    props.bust(canvas, 440, 860, 1100, speaker, depth=0.46, waist=0.1)
    props.arm(canvas, 440, 1258, 1100, speaker, side=-1, hand=(330, 716), bend=0.06)
    props.arm(canvas, 440, 1258, 1100, speaker, side=1, hand=(600, 700), bend=0.06)
    canvas.box(0, 720, 1200, 80, props.WOOD)
    canvas.box(0, 712, 1200, 14, mix(OCHRE, PAPER, 0.3))
    canvas.line([(560, 716), (540, 560), (500, 510)], INK, 12)
    canvas.oval(490, 496, 26, 32, FADED)
    props.vase(canvas, 1010, 760, 190, flowers=(WHITE, mix(SEAL, PAPER, 0.55), GOLD))
    return canvas


def rising_chair():
    """Somebody risen at the presidium, papers and a microphone before him, two seated beside."""
    canvas = Canvas(mix(GREEN, PAPER, 0.2))
    for x in range(0, 1200, 100):
        canvas.box(x, 0, 3, 560, mix(GREEN, INK, 0.12))
    canvas.box(0, 0, 1200, 26, GOLD)
    props.banner(canvas, 300, 90, 420, lines=(0.6, 1, 0.8), height=20)
    props.floor(canvas, 560, mix(OCHRE, PAPER, 0.35))
    for x, person in ((250, FRONT_CHAIR), (980, Person(FADED, tie=INDIGO))):
        props.chair(canvas, x, 600, 150)
        props.bust(canvas, x, 600, 480, person)
    props.chair(canvas, 620, 600, 150)
    props.standing(canvas, 620, 790, 640, CHAIRMAN)
    props.table(canvas, 60, 800, 1080, 220, cloth=mix(OCHRE, INK, 0.25), runner=WHITE)
    props.papers(canvas, 620, 620, 170)
    props.arm(canvas, 620, 790, 640, CHAIRMAN, side=-1, hand=(560, 592), bend=0.08)
    props.arm(canvas, 620, 790, 640, CHAIRMAN, side=1, hand=(680, 592), bend=0.08)
    props.microphone(canvas, 745, 606, 150)
    for x in (250, 980):
        props.name_plate(canvas, x, 624, 96)
        props.glass(canvas, x + 96, 616, 48)
        props.microphone(canvas, x - 90, 610, 96)
    props.vase(canvas, 440, 612, 84)
    return canvas


def awarded_groups():
    """A row of people on a stage, each with a framed certificate and flowers."""
    canvas = Canvas(mix(PLUM, PAPER, 0.82))
    props.curtain(canvas, 0, 0, 100, 600, PLUM)
    props.curtain(canvas, 1100, 0, 100, 600, PLUM)
    canvas.box(170, 40, 860, 200, SEAL)
    props.banner(canvas, 600, 76, 640, lines=(0.5, 1, 0.7), height=18)
    props.floor(canvas, 600, BOARDS)
    canvas.box(0, 760, 1200, 40, mix(OCHRE, INK, 0.25))
    for index, person in enumerate(cast(7)):
        x, y, size = 150 + index * 148, 735, 410 + index % 3 * 14
        props.standing(canvas, x, y, size, person)
        props.arm(canvas, x, y, size, person, side=-1, hand=(x - 34, y - size * 0.56), bend=0.05)
        props.bouquet(canvas, x + 38, y - size * 0.5, 78)
        props.arm(canvas, x, y, size, person, side=1, hand=(x + 36, y - size * 0.52), bend=0.03)
        props.certificate(canvas, x - 22, y - size * 0.56, 76)
    return canvas


def awarding():
    """Two people hand certificates to a row that stands opposite."""
    canvas = Canvas(mix(INDIGO, PAPER, 0.1))
    canvas.box(60, 40, 1080, 12, GOLD)
    props.banner(canvas, 600, 80, 760, lines=(0.6, 1), height=20)
    canvas.star(130, 110, 36, GOLD)
    canvas.star(1070, 110, 36, GOLD)
    props.floor(canvas, 520, mix(SEAL, INK, 0.15))
    for index, person in enumerate(cast(5, start=2)):
        x, size = 150 + index * 225, 390 + index % 2 * 12
        props.standing(canvas, x, 650, size, person)
        if index in (1, 3):
            for side in (-1, 1):
                props.arm(canvas, x, 650, size, person, side=side, hand=(x + side * 50, 440))
            props.certificate(canvas, x, 428, 110)
        else:
            props.hanging_arms(canvas, x, 650, size, person)
    for x, side, person in ((255, 1, CHAIRMAN), (945, -1, DEPUTY)):
        props.standing(canvas, x, 800, 560, person, is_back=True)
        props.arm(canvas, x, 800, 560, person, side=side, hand=(x + side * 72, 468), bend=0.03)
        props.arm(canvas, x, 800, 560, person, side=-side, hand=(x - side * 76, 540), bend=0.02)
    return canvas


def ward_house(name):
    """The house of a ward, with trees and a flag; each name gives another one."""
    seed = crc32(name.encode())
    walls = (mix(GOLD, PAPER, 0.6), mix(SEAL, PAPER, 0.75), mix(GREEN, PAPER, 0.75), mix(INDIGO, PAPER, 0.8))[seed % 4]
    windows, storeys = 3 + seed // 4 % 3, 2 + seed // 12 % 2
    canvas = Canvas(mix(INDIGO, PAPER, 0.85))
    canvas.box(0, 660, 1200, 140, RULE)
    height = storeys * 150
    canvas.box(250, 660 - height, 700, height, walls)
    canvas.shape([(220, 660 - height), (980, 660 - height), (900, 600 - height), (300, 600 - height)], mix(SEAL, OCHRE, 0.4))
    for storey in range(storeys):
        for index in range(windows):
            x, y = 250 + 700 * (index + 0.5) / windows, 660 - height + 40 + storey * 150
            canvas.box(x - 34, y, 68, 80, INDIGO)
            canvas.box(x - 3, y, 6, 80, WHITE)
    canvas.box(540, 545, 120, 115, props.WOOD)
    canvas.box(500, 530, 200, 16, SEAL)
    canvas.line([(1084, 690), (1084, 230)], EDGE, 8)
    canvas.box(1088, 234, 96, 64, SEAL)
    canvas.star(1136, 266, 20, GOLD)
    for index, x in enumerate((70, 170, 1010)[: 2 + seed // 24 % 2]):
        crown = 80 + (seed // 48 + index * 17) % 40
        canvas.box(x - 9, 560, 18, 110, props.WOOD)
        canvas.oval(x, 600 - crown, 62, crown, mix(GREEN, PAPER, 0.12 * index))
    return canvas


SCENES = {
    "tong-ket-nhiem-ky-1": whole_hall,
    "ky-hop-thu-nhat-1": ballot_box,
    "tiep-xuc-truc-tuyen-1": network_meeting,
    "ky-hop-thu-ba-1": chair_table,
    "hoi-nghi-1": speaker_with_flowers,
    "hoi-nghi-2": speaker_in_tunic,
    "hoi-nghi-3": signing,
    "hoi-nghi-4": speaker_near,
    "hoi-nghi-5": rising_chair,
    "hoi-nghi-6": awarded_groups,
    "hoi-nghi-7": awarding,
}


def draw_picture(stem):
    """The JPEG (1200 x 800 pixels) of the scene that a file name without its ending means; an unknown one is a ward's house."""
    canvas = SCENES[stem]() if stem in SCENES else ward_house(stem)
    return canvas.jpeg()

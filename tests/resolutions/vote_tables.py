"""A table of votes by name, and what it says by vote in the order of the delegates."""

NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Hòa")
TABLE = "Họ tên\tMột\tHai\nNguyễn Văn An\ttán thành\ttán thành\nTrần Thị Bình\ttán thành\tkhông tán thành\nLê Hòa\tvắng\tvắng"
ALL = {"Một": ["for", "for", "absent"], "Hai": ["for", "against", "absent"]}

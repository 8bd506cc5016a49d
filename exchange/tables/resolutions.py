"""CSV tables of numbered documents, votes, personnel decisions, support results and programmes."""

from exchange.record_table import NaturalKey, RecordTable
from resolutions import models

NUMBER = NaturalKey(("register", "year", "number", "suffix"), optional=("suffix",))
EXAMPLE_NUMBER = {"register": "cau-giay | nghi-quyet", "year": "2021", "number": "12"}
EXAMPLE_RESOLUTION = "cau-giay | nghi-quyet | 2021 | 12"
EXAMPLE_MANDATE = "nguyen-thi-minh | cau-giay | 6 | 30/06/2021"

EXAMPLE_VOTE = "cau-giay | 6 | 2 | cau-giay | nghi-quyet | 2021 | 12 | | Toàn văn dự thảo nghị quyết"


def document_lock(document: models.IssuedDocument) -> str:
    """Return why a document may no longer change, or ""."""
    return document.lock_reason


def document_file_lock(file: models.DocumentFile) -> str:
    """Return why a file of a document may be neither added nor changed any more, or ""."""
    return document_lock(file.document) if file.document_id else ""


TABLES = (
    RecordTable(
        "registers",
        models.Register,
        natural_keys=(NaturalKey(("council", "key")),),
        examples=(
            {"council": "cau-giay", "key": "nghi-quyet", "name": "Sổ nghị quyết", "pattern": "{number}/NQ-HĐND"},
            {"council": "cau-giay", "key": "bao-cao", "name": "Sổ báo cáo", "pattern": "{number}/BC-HĐND"},
        ),
    ),
    RecordTable(
        "resolution_classes",
        models.ResolutionClass,
        natural_keys=(NaturalKey(("council", "key")),),
        examples=({"council": "cau-giay", "key": "regular", "label": "thường kỳ", "order": "2"},),
    ),
    RecordTable(
        "resolutions",
        models.Resolution,
        may_repeat=True,
        natural_keys=(NUMBER, NaturalKey(("session", "title"))),
        copied=("council",),
        own_dates=("issued_on", "adopted_on"),
        examples=(
            EXAMPLE_NUMBER
            | {
                "session": "cau-giay | 6 | 2",
                "symbol": "12/NQ-HĐND",
                "title": "Về kết quả thực hiện nhiệm vụ 9 tháng đầu năm 2021",
                "adopted_on": "28/09/2021",
                "issued_on": "28/09/2021",
                "resolution_class": "cau-giay | regular",
                "legal_kind": "cá biệt",
                "signer": "nguyen-thi-minh",
                "signer_title": "Chủ tịch",
                "field": "cau-giay | giao-thong",
                "effective_from": "28/09/2021",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "issued_documents",
        models.IssuedDocument,
        may_repeat=True,
        lock_reason=document_lock,
        natural_keys=(
            NUMBER,
            NaturalKey(("council", "symbol", "issued_on")),
            NaturalKey(("council", "title", "issued_on"), optional=("issued_on",)),  # a draft without a symbol
        ),
        own_dates=("issued_on",),
        examples=(
            {
                "register": "cau-giay | bao-cao",
                "year": "2021",
                "number": "5",
                "council": "cau-giay",
                "symbol": "05/BC-HĐND",
                "title": "Báo cáo kết quả giám sát",
                "issued_on": "30/09/2021",
                "doc_type": "báo cáo",
                "issuer": "cau-giay | ban-phap-che | 30/06/2021",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "resolution_files",
        models.ResolutionFile,
        may_repeat=True,
        natural_keys=(NaturalKey(("resolution", "role", "title"), optional=("role",)),),
        examples=({"resolution": EXAMPLE_RESOLUTION, "role": "bản ký", "title": "Nghị quyết số 12", "file": "tep/12.pdf"},),
    ),
    RecordTable(
        "document_files",
        models.DocumentFile,
        may_repeat=True,
        lock_reason=document_file_lock,
        natural_keys=(NaturalKey(("document", "title")),),
        examples=({"document": "cau-giay | bao-cao | 2021 | 5", "title": "Báo cáo số 05", "file": "tep/05.pdf"},),
    ),
    RecordTable(
        "votes",
        models.Vote,
        may_repeat=True,
        natural_keys=(NaturalKey(("session", "resolution", "subject", "candidate"), optional=("resolution", "candidate")),),
        totals={"present": "total_delegates"},
        examples=(
            {
                "session": "cau-giay | 6 | 2",
                "resolution": EXAMPLE_RESOLUTION,
                "subject": "Toàn văn dự thảo nghị quyết",
                "is_final": "có",
                "mode": "giơ tay",
                "held_on": "28/09/2021",
                "total_delegates": "35",
                "present": "33",
                "in_favour": "33",
            },
        ),
    ),
    RecordTable(
        "choice_words",
        models.ChoiceWord,
        natural_keys=(NaturalKey(("council", "word")),),
        examples=({"council": "cau-giay", "word": "TT", "choice": "tán thành"},),
    ),
    RecordTable(
        "delegate_votes",
        models.DelegateVote,
        natural_keys=(NaturalKey(("vote", "mandate")),),
        examples=({"vote": EXAMPLE_VOTE, "mandate": EXAMPLE_MANDATE, "choice": "tán thành"},),
    ),
    RecordTable(
        "confidence_ballots",
        models.ConfidenceBallot,
        natural_keys=(NaturalKey(("session", "held_on")),),
        own_dates=("held_on",),
        examples=(
            {
                "session": "cau-giay | 6 | 2",
                "held_on": "28/09/2021",
                "total_delegates": "35",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "confidence_results",
        models.ConfidenceResult,
        natural_keys=(NaturalKey(("ballot", "person")),),
        examples=(
            {
                "ballot": "cau-giay | 6 | 2 | | 28/09/2021",
                "person": "nguyen-thi-minh",
                "order": "1",
                "office_title": "Chủ tịch HĐND quận",
                "issued": "33",
                "returned": "33",
                "valid": "32",
                "high": "25",
                "middle": "5",
                "low": "2",
            },
        ),
    ),
    RecordTable(
        "personnel_decisions",
        models.PersonnelDecision,
        natural_keys=tuple(NaturalKey((subject, "effect", "effective_on")) for subject in ("mandate", "membership", "office")),
        examples=(
            {
                "membership": f"{EXAMPLE_MANDATE} | cau-giay | ban-phap-che | 30/06/2021 | 30/06/2021",
                "effect": "bầu",
                "effective_on": "30/06/2021",
                "resolution": EXAMPLE_RESOLUTION,
                "vote": EXAMPLE_VOTE,
            },
        ),
    ),
    RecordTable(
        "support_results",
        models.SupportResult,
        natural_keys=(NaturalKey(("council", "title", "period_from", "period_to")),),
        own_dates=("period_to",),
        examples=(
            {
                "council": "cau-giay",
                "title": "Hỗ trợ người gặp khó khăn do dịch Covid-19",
                "period_from": "01/07/2021",
                "period_to": "31/12/2021",
                "resolution": EXAMPLE_RESOLUTION,
                "beneficiaries": "21.281",
                "beneficiaries_unit": "đối tượng",
                "amount": "50,583 tỷ đồng",
                "amount_qualifier": "gần",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "programmes",
        models.Programme,
        natural_keys=(NaturalKey(("council", "kind", "year", "title")),),
        own_dates=("signed_on", "year"),
        examples=(
            {
                "council": "cau-giay",
                "kind": "chương trình phối hợp",
                "year": "2022",
                "title": "Chương trình phối hợp công tác năm 2022",
                "parties": "cau-giay | ubnd-quan",
                "signed_on": "26/01/2022",
                "status": "công khai",
            },
        ),
    ),
)

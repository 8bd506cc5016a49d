"""The tables of core: they name a record of any app by the label of its model and its id, never by import."""

from core.models.addressed import Addressed, CitedKey, Keyed
from core.models.form_drafts import FormDraft
from core.models.former_addresses import FormerAddress
from core.models.opened_forms import OpenedForm
from core.models.pending_uploads import PendingUpload
from core.models.proposed_changes import ProposedChange
from core.models.waivers import Waiver

__all__ = [
    "Addressed",
    "CitedKey",
    "FormDraft",
    "FormerAddress",
    "Keyed",
    "OpenedForm",
    "PendingUpload",
    "ProposedChange",
    "Waiver",
]

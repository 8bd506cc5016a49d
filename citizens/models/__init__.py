"""Meetings with voters, petitions of voters, and the reception of citizens."""

from citizens.models.meetings import VoterMeeting, VoterMeetingRound
from citizens.models.petitions import Petition, PetitionStatus
from citizens.models.receptions import ReceptionSession
from citizens.models.shared_events import SharedEvent, SharedEventQuerySet

__all__ = [
    "Petition",
    "PetitionStatus",
    "ReceptionSession",
    "SharedEvent",
    "SharedEventQuerySet",
    "VoterMeeting",
    "VoterMeetingRound",
]

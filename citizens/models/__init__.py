"""What voters say and how it is heard: meetings with voters, their petitions, the reception of citizens."""

from citizens.models.meetings import VoterMeeting, VoterMeetingRound
from citizens.models.petitions import Petition, PetitionStatus
from citizens.models.receptions import ReceptionSession
from citizens.models.twins import Twin, TwinRows

__all__ = ["Petition", "PetitionStatus", "ReceptionSession", "Twin", "TwinRows", "VoterMeeting", "VoterMeetingRound"]

"""The enumerations of the public record, each member defined in a line.

Values are the strings that stand in the public JSON. PLOVER names follow the PLOVER manual, ACLED names the ACLED
codebook; modes are strings because PLOVER keeps adding them (see ``data/plover.toml``).
"""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of claim a clause makes. Fact, value and policy are the terms of argumentation theory."""

    EVENT = "event"  # something happened or is said to happen
    STATE = "state"  # a situation holds
    CAUSE = "cause"  # X because of Y, or Y's motive
    VALUE = "value"  # a judgement
    FORECAST = "forecast"  # something is expected
    POLICY = "policy"  # something should be done


class EventType(StrEnum):
    """PLOVER's sixteen event types."""

    AGREE = "AGREE"  # agree or promise to act
    CONSULT = "CONSULT"  # meet, visit, talk, negotiate
    SUPPORT = "SUPPORT"  # say or show diplomatic or political support
    CONCEDE = "CONCEDE"  # yield: resign, hand over power, accept demands
    COOPERATE = "COOPERATE"  # act together: sign, share, exchange
    AID = "AID"  # give material, military or humanitarian help
    RETREAT = "RETREAT"  # leave, withdraw, surrender, cease fire, free people, ease sanctions and curfews
    REQUEST = "REQUEST"  # ask, appeal, demand
    ACCUSE = "ACCUSE"  # blame, criticise, investigate, sue
    REJECT = "REJECT"  # refuse, veto, deny a demand
    THREATEN = "THREATEN"  # warn of or announce harm
    PROTEST = "PROTEST"  # demonstrate, strike, riot
    SANCTION = "SANCTION"  # reduce relations, boycott, expel, halt
    MOBILIZE = "MOBILIZE"  # move or ready forces
    COERCE = "COERCE"  # seize, arrest, restrict, destroy property, deport
    ASSAULT = "ASSAULT"  # use violence against people


class Acled(StrEnum):
    """ACLED's twenty-five sub-event types, with "Other"."""

    GOVERNMENT_REGAINS = "Government regains territory"
    NON_STATE_OVERTAKES = "Non-state actor overtakes territory"
    ARMED_CLASH = "Armed clash"
    EXCESSIVE_FORCE = "Excessive force against protesters"
    PROTEST_INTERVENTION = "Protest with intervention"
    PEACEFUL_PROTEST = "Peaceful protest"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB_VIOLENCE = "Mob violence"
    CHEMICAL_WEAPON = "Chemical weapon"
    AIR_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING = "Shelling/artillery/missile attack"
    EXPLOSIVE = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL_VIOLENCE = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    CHANGE_TO_GROUP = "Change to group/activity"
    DISRUPTED_WEAPONS = "Disrupted weapons use"
    BASE_ESTABLISHED = "Headquarters or base established"
    LOOTING = "Looting/property destruction"
    NON_VIOLENT_TRANSFER = "Non-violent transfer of territory"
    OTHER = "Other"


class RoleName(StrEnum):
    """What an actor or thing does in an event."""

    ACTOR = "actor"  # who acts
    RECIPIENT = "recipient"  # whom or what the act is aimed at
    VICTIM = "victim"  # who is hurt, displaced, detained, abducted
    INSTRUMENT = "instrument"  # with which weapon or means
    MOVED = "moved"  # who or what is transferred


class PlaceRole(StrEnum):
    """How a place belongs to an event."""

    PLACE = "place"  # where it happened
    ORIGIN = "origin"  # whence a movement starts
    DESTINATION = "destination"  # where a movement ends
    VIA = "via"  # through which place a movement passes


class CountOf(StrEnum):
    """What a number counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    RELEASED = "released"  # set free
    CASUALTIES = "casualties"  # killed or injured, the text does not say which
    CROWD = "crowd"  # people gathered
    TROOPS = "troops"  # fighters or soldiers who act or move
    VEHICLES = "vehicles"


class Polarity(StrEnum):
    POSITIVE = "positive"  # affirmed
    NEGATIVE = "negative"  # denied or said not to have happened


class Modality(StrEnum):
    ASSERTED = "asserted"  # put as fact
    PROBABLE = "probable"  # likely, believed, alleged
    POSSIBLE = "possible"  # may, might, could
    REQUIRED = "required"  # must, should


class Tense(StrEnum):
    PAST = "past"  # over, or begun and told as done
    ONGOING = "ongoing"  # goes on at the time of writing
    HABITUAL = "habitual"  # happens again and again
    FUTURE = "future"  # planned, threatened, expected
    HYPOTHETICAL = "hypothetical"  # in a condition, a counterfactual or a purpose


class Voice(StrEnum):
    """What kind of source speaks."""

    AUTHOR = "author"  # the article's own writer
    OUTLET = "outlet"  # a news medium
    WIRE = "wire"  # a news agency
    NAMED = "named"  # a named person or body
    UNNAMED = "unnamed"  # someone real, not named ("a security source")
    VAGUE = "vague"  # nobody in particular ("evidence shows", "it is said")
    DOCUMENT = "document"  # a report, law, letter, video, statement


class Stance(StrEnum):
    """How a source puts a claim."""

    SAYS = "says"
    CLAIMS = "claims"
    CONFIRMS = "confirms"
    DENIES = "denies"
    WARNS = "warns"
    THREATENS = "threatens"
    DEMANDS = "demands"
    ACCUSES = "accuses"
    DOUBTS = "doubts"
    SPECULATES = "speculates"
    BELIEVES = "believes"
    ANNOUNCES = "announces"
    PROMISES = "promises"
    INTENDS = "intends"  # plans, wants, hopes or decides to
    ASKS = "asks"
    REFUSES = "refuses"  # refuses to comment
    UNVERIFIED = "unverified"  # could not be verified


class Quote(StrEnum):
    DIRECT = "direct"  # in quotation marks
    INDIRECT = "indirect"  # in the writer's words
    MIXED = "mixed"  # partly in quotation marks
    NONE = "none"  # no speech is reported


class ZoneKind(StrEnum):
    """The parts of an article."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    CAPTION = "caption"
    META = "meta"  # byline, date line, wire credit, page furniture: never claims


class TimeKind(StrEnum):
    """TimeML's types of time expression."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"

"""The order of every head's outputs, shared by preparation, training, export and the run time's ``layout.json``."""

ATTRIBUTION = ("content", "source", "cue", "content_start", "source_start", "cue_start")
TECHNIQUES = (
    "Loaded_Language", "Name_Calling-Labeling", "Repetition", "Doubt", "Exaggeration-Minimisation",
    "Appeal_to_Fear-Prejudice", "Flag_Waving", "Causal_Oversimplification", "Slogans", "False_Dilemma-No_Choice",
    "Appeal_to_Authority", "Conversation_Killer", "Guilt_by_Association", "Red_Herring", "Appeal_to_Hypocrisy",
    "Appeal_to_Popularity", "Obfuscation-Vagueness-Confusion", "Straw_Man", "Whataboutism",
)  # fmt: skip
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
TOKEN = {"attribution": ATTRIBUTION, "loaded": ("loaded",), "technique": TECHNIQUES}
FACTUALITY = ("factuality",)
SENTENCE = {"subjective": ("subjective",), "bias": ("bias", "opinion"), "persuasion": TECHNIQUES}
LINKS = ("place_of", "source_of", "content_of")
ROLES = ("perpetrator", "organisation", "target", "victim", "weapon")
INCIDENTS = ("attack", "bombing", "kidnapping", "arson", "robbery", "work stoppage")
PAIR = 96
DISTANCES = 14
AGAIN = 2  # layers that are run again for each trigger whose place is asked for

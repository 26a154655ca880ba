"""dateline reads reporting on armed conflict and writes down what it says happened, and according to whom.

>>> import dateline
>>> reading = dateline.read("article.html")          # doctest: +SKIP
>>> reading.claims[0].attribution                    # doctest: +SKIP
"""

# The rooms read/, code/ and link/ share their names with the verbs: importing the pipeline loads every room first, so that
# the functions bound here are what `dateline.read` means to a user.
from dateline.pipeline import code, link, read, read_all
from dateline.records import Article, Claim, Reading

__all__ = ["Article", "Claim", "Reading", "code", "link", "read", "read_all"]
__version__ = "0.1.0"

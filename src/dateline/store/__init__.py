"""Store: a case holds the originals, readings and judgements of one matter, and can prove that it still does.

``Case`` is the only way in. ``originals`` keeps bytes by their SHA-256, ``ledger`` the hashed log in a database,
``schema`` its tables, ``migrations`` how older cases get there. Importing this room loads SQLAlchemy.
"""

from dateline.store.case import Added, Case, Problem, Verified

__all__ = ["Added", "Case", "Problem", "Verified"]

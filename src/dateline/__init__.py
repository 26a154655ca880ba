"""dateline reads reporting on armed conflict and writes down what it says happened, and according to whom.

>>> import dateline
>>> reading = dateline.read("article.html")          # doctest: +SKIP
>>> reading.claims[0].attribution                    # doctest: +SKIP
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.pipeline import check, code, link, read, read_all
    from dateline.records import Article, Claim, Linked, Reading
    from dateline.store import Case

__all__ = ["Article", "Case", "Claim", "Linked", "Reading", "check", "code", "link", "read", "read_all"]
__version__ = "0.1.0"

_HOMES = dict.fromkeys(("Article", "Claim", "Linked", "Reading"), "dateline.records")
_HOMES |= {"Case": "dateline.store"}
_HOMES |= dict.fromkeys(("check", "code", "link", "read", "read_all"), "dateline.pipeline")


class _Face(ModuleType):
    """Loads a public name from its home on first use, so that the command's help needs no stage.

    The rooms read/, code/, link/ and check/ share their names with the verbs, and importing a room binds it here: a look-up
    must come before that binding, which a module's plain ``__getattr__`` can't do.
    """

    def __getattribute__(self, name: str) -> Any:
        homes = ModuleType.__getattribute__(self, "_HOMES")
        return getattr(import_module(homes[name]), name) if name in homes else ModuleType.__getattribute__(self, name)


sys.modules[__name__].__class__ = _Face

"""Attribution: who says so, as a chain from the outlet inwards.

``quotations`` finds every attribution in the text; ``attribute`` gives each claim the chain of voices that bring it.
"""

from dateline.attribute.chain import attribute
from dateline.attribute.find import quotations

__all__ = ["attribute", "quotations"]

"""The order of figures in English dates, by the country that a document shows itself to be of."""

import re
from collections.abc import Iterable

from preserve.describe.dates.reading import Order

_STATES = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho"
    r"|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan"
    r"|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico"
    r"|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island"
    r"|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia"
    r"|Wisconsin|Wyoming|Ala\.|Ariz\.|Ark\.|Calif\.|Colo\.|Conn\.|Del\.|Fla\.|Ill\.|Ind\.|Kan\."
    r"|Ky\.|La\.|Md\.|Mass\.|Mich\.|Minn\.|Miss\.|Mo\.|Mont\.|Neb\.|Nev\.|N\.H\.|N\.J\.|N\.M\.|N\.Y\."
    r"|N\.C\.|N\.D\.|Okla\.|Ore\.|Pa\.|R\.I\.|S\.C\.|S\.D\.|Tenn\.|Vt\.|Va\.|Wash\.|W\.Va\.|Wis\.|Wyo\."
)
_AMERICAN = re.compile(rf"(?<=\w,\s)(?:{_STATES})(?!\w)|(?<=[\w.])\.(?:gov|mil)(?![\w.])")
_OTHERS = re.compile(
    r"\+(?:44|61|64|353|91|254|27|234|256|265|356)[\s()\d]"
    r"|(?<=[\w.])\.(?:uk|au|nz|ie|in|ke|za|ng|ug|mt)(?![\w.])"
)


def order_of(texts: Iterable[str]) -> Order | None:
    """Tell the order of figures from places, telephone numbers and addresses; None: not told."""
    american = others = ""
    for text in texts:
        found, other = _AMERICAN.search(text), _OTHERS.search(text)
        american = american or (found[0] if found else "")
        others = others or (other[0] if other else "")
    if bool(american) == bool(others):
        return None
    return Order(day_first=bool(others), why=f'"{(american or others).strip()}" shows the country')

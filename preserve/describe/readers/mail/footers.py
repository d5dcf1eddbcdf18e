"""What mail programs and lists put below a text, or above it: none of it is the release."""

import re
from collections.abc import Sequence
from dataclasses import replace

from preserve.describe import folding
from preserve.describe.lines import Line, Zone

_APART = 1_000_000
"""Added to the numbers of blocks, so that no footer shares one with the text."""
_DELIMITER = re.compile(r"--\s?")
_ANYWHERE = re.compile(
    r"unsubscribe|abbestell|abmelden|newsletter abmeld|désinscri|désabonn|darse de baja"
    r"|cancelar (?:su|la|a) (?:suscripci|assinatura|inscri)|descadastr|cancella(?:rti|zione) dall"
    r"|отписаться|отказаться от рассылки|відписатися|abonelikten|abunəlikdən"
    r"|إلغاء الاشتراك|لغو اشتراک"
)
_AT_START = re.compile(
    r"\W*(?:confidential(?:ity)?\b|disclaimer|legal notice|this (?:e-?mail|message) "
    r"(?:and|is|may|has)|the information (?:contained )?in this (?:e-?mail|message)"
    r"|you (?:are receiving|received) this"
    r"|if you are not the intended|please consider the environment|sent from my|get outlook"
    r"|diese e-?mail|diese nachricht (?:ist|kann)|sie erhalten diese|gesendet von|vertraulich"
    r"|ce (?:message|courriel|mail) (?:et|est|peut)|vous recevez ce|envoyé (?:de|depuis) mon"
    r"|este (?:correo|mensaje|e-?mail) (?:y|e|es|é|puede|pode)|(?:usted )?recib(?:e|es|ió) este"
    r"|enviado desde mi|aviso (?:legal|de confidencialidad)|você recebeu est"
    r"|данное (?:письмо|сообщение)|это (?:письмо|сообщение) (?:и|предназначено|содержит)"
    r"|вы получили это|отправлено с (?:моего )?iphone|настоящее (?:письмо|сообщение)"
    r"|bu e-?posta|bu elektron (?:poçt|məktub)|bu mesaj|questa (?:e-?mail|comunicazione)"
    r"|_{20,})"
)
_ABOVE = re.compile(
    r"\W*(?:view (?:this |it )?(?:e-?mail |message )?(?:in|online)|having trouble|im browser|"
    r"(?:e-?mail|newsletter) im browser|online(?:version|-version)|voir (?:ce|la version)"
    r"|si (?:vous n'arrivez|no (?:puede|visualiza))|ver (?:este|en)|caution: external"
    r"|external e-?mail"
    r"|\[?external\]?:?$|this (?:e-?mail|message) originated)"
)
_SHARE = 0.5


def without_above(lines: Sequence[Line]) -> list[Line]:
    """Leave out the offers to see the message elsewhere."""
    first = lines[:6]
    kept = [one for one in first if not _ABOVE.match(folding.fold(one.text[:200]))]
    return [*kept, *lines[6:]]


def marked(lines: Sequence[Line]) -> list[Line]:
    """Mark what stands below the text as such."""
    start = _start(lines)
    return [
        *lines[:start],
        *(replace(one, zone=Zone.FOOTER, block=one.block + _APART) for one in lines[start:]),
    ]


def _start(lines: Sequence[Line]) -> int:
    for index, one in enumerate(lines):
        folded = folding.fold(one.text[:400])
        if index and _DELIMITER.fullmatch(one.text):
            return index
        low = index >= _SHARE * len(lines)
        if index and low and (_ANYWHERE.search(folded) or _AT_START.match(folded)):
            return index
    return len(lines)

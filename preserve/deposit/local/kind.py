"""The kind ``local``: its keys, and opening a target."""

from preserve.deposit import keys
from preserve.deposit.keys import Key
from preserve.deposit.kinds import Kind, Opening
from preserve.deposit.local.target import LocalTarget
from preserve.deposit.protocol import Target
from preserve.model.deposits import Form

_FORMS = (Form.FOLDER, Form.ZIP, Form.TAR)


def _open(opening: Opening) -> Target:
    return LocalTarget(opening.path("path"), form=opening.values["form"])


KIND = Kind(
    name="local",
    keys=(
        Key(name="path", read=keys.path, text="the folder to deposit into; it must be there"),
        Key(
            name="form",
            read=keys.choice(Form, of=_FORMS),
            default=Form.FOLDER,
            text="how a bag in a folder is kept: folder (the default), zip or tar",
        ),
    ),
    open=_open,
)

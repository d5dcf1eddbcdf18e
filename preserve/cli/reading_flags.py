"""The flags of commands that read much: how many at a time, in what order, how fast."""

from enum import Enum

from preserve.cli import parsing


class Order(Enum):
    """What ``--io`` asks for."""

    AUTO = "auto"
    SEQUENTIAL = "sequential"
    PARALLEL = "parallel"


def add(parser: parsing.Parser) -> None:
    """Add them to a command's parser."""
    parser.add_argument(
        "--workers",
        metavar="N",
        type=parsing.workers,
        help="how many to work on at a time (default: the processors that may be used)",
    )
    parser.add_argument(
        "--io",
        choices=[one.value for one in Order],
        default=Order.AUTO.value,
        help="one reader in the order of the paths, or many; auto: one for a spinning disk or a "
        "network mount",
    )
    parser.add_argument(
        "--limit-rate",
        metavar="RATE",
        type=parsing.octets,
        help="read no more than so many octets a second, such as 20M, by one reader",
    )

"""One table a language, and the languages there are."""

from collections.abc import Mapping

from preserve.describe.languages.ar import ARABIC
from preserve.describe.languages.az import AZERBAIJANI
from preserve.describe.languages.de import GERMAN
from preserve.describe.languages.en import ENGLISH
from preserve.describe.languages.es import SPANISH
from preserve.describe.languages.fa import PERSIAN
from preserve.describe.languages.fr import FRENCH
from preserve.describe.languages.it import ITALIAN
from preserve.describe.languages.pt import PORTUGUESE
from preserve.describe.languages.ru import RUSSIAN
from preserve.describe.languages.table import Genre, Language
from preserve.describe.languages.tr import TURKISH
from preserve.describe.languages.uk import UKRAINIAN

__all__ = ["ALL", "BY_TAG", "Genre", "Language"]

ALL: tuple[Language, ...] = (
    ENGLISH,
    FRENCH,
    SPANISH,
    GERMAN,
    RUSSIAN,
    AZERBAIJANI,
    TURKISH,
    PORTUGUESE,
    ITALIAN,
    UKRAINIAN,
    ARABIC,
    PERSIAN,
)
BY_TAG: Mapping[str, Language] = {language.tag: language for language in ALL}

"""Who issues a release is told where no letterhead says so."""

import pytest

from preserve.describe.fields import unheaded


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("About the Agency of Roads", "Agency of Roads"),
        ("À propos de l'Agence de l'eau", "Agence de l'eau"),
        ("À propos de la Régie des eaux", "Régie des eaux"),
        ("Über die Stiftung Wald", "Stiftung Wald"),
        ("Über Stiftung Wald", "Stiftung Wald"),
        ("Acerca de Trenes del Litoral", "Trenes del Litoral"),
        ("Sulak Alanları Derneği hakkında", "Sulak Alanları Derneği"),
    ],
)
def test_the_heading_of_the_boilerplate_names_the_body(heading: str, name: str) -> None:
    assert unheaded.about(heading) == name


@pytest.mark.parametrize("heading", ["Operation Neustart", "Obras en la ciudad", "Aboutface"])
def test_a_heading_that_merely_begins_alike_names_nobody(heading: str) -> None:
    assert unheaded.about(heading) == ""

"""What every test has around it."""

import os
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import settings

# A busy machine is no fault of what is tested.
settings.register_profile("preserve", deadline=None)
settings.load_profile("preserve")


@pytest.fixture(scope="session", autouse=True)
def own_state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's journal of validations out of the tests."""
    state = str(tmp_path_factory.mktemp("state"))
    with mock.patch.dict(os.environ, {"XDG_STATE_HOME": state}):
        yield

"""Settings of all tests, and the tables that several of them read."""

from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.runs.run import run

# How fast a machine is says nothing about the code: no test fails for being slow once.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tables of the sample corpus; tests only read it."""
    out = tmp_path_factory.mktemp("sample")
    run([SAMPLE], out)
    return out


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long versions of the tests")


@pytest.fixture(scope="session")
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether the long versions of tests are wanted."""
    return bool(request.config.getoption("--soak"))

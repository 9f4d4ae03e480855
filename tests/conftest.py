"""Settings of all tests."""

from hypothesis import settings

# How fast a machine is says nothing about the code: no test fails for being slow once.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

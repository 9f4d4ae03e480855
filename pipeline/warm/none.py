"""Loads rules and gazetteer."""

from pipeline.warm import warm_up

warm_up("none")

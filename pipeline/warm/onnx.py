"""Loads rules, gazetteer and the default tagger, whose sessions start no thread that a fork could lose."""

from pipeline.warm import warm_up

warm_up("onnx")

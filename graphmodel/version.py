"""The version, written once: the build, the command line and every export read it here."""

__version__ = "0.1.0"

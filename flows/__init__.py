"""The command line, the settings and the flows: where files, clock, network and Prefect come in."""

VERSION = "0.1.0"

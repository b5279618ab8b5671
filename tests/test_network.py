"""The fixture that keeps tests off the network does keep them off."""

import socket

import pytest


def test_a_foreign_address_is_refused() -> None:
    with socket.socket() as one, pytest.raises(OSError, match="loopback only"):
        one.connect(("192.0.2.1", 80))


def test_a_foreign_name_is_not_looked_up() -> None:
    with pytest.raises(OSError, match="loopback only"):
        socket.create_connection(("registry.invalid", 80))


def test_loopback_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as one:
        one.connect(server.getsockname())

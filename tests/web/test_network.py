import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_no_test_reaches_beyond_this_machine(address):
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection,
        pytest.raises(ConnectionRefusedError, match="A test tried to reach"),
    ):
        connection.connect(address)

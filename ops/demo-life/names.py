"""A name server on loopback: where the XMPP servers of these domains listen for each other (RFC 1035, RFC 2782).

usage: names.py PORT DOMAIN=PORT…
"""

import socket
import struct
import sys

SERVICE = "_xmpp-server._tcp."
TARGET = b"\x09localhost\x00"
SRV, ANSWER, NO_SUCH_NAME = 33, 0x8580, 3


def question(message):
    """The name that is asked for, the kind of record, and where the question ends."""
    at, labels = 12, []
    while length := message[at]:
        labels.append(message[at + 1:at + 1 + length].decode("ascii", "replace").lower())
        at += 1 + length
    return ".".join(labels), struct.unpack_from(">H", message, at + 1)[0], at + 5


def port_of(name, ports):
    """A component, as `pubsub.…`, is where its domain is."""
    return next((port for domain, port in ports.items() if f".{name}".endswith(f".{domain}")), None)


def answer(message, ports):
    name, kind, end = question(message)
    port = port_of(name.removeprefix(SERVICE), ports)
    found = b""
    if port and kind == SRV and name.startswith(SERVICE):
        data = struct.pack(">HHH", 0, 0, port) + TARGET
        # the name is that of the question, at byte 12; class IN, for a minute
        found = struct.pack(">HHHIH", 0xC00C, SRV, 1, 60, len(data)) + data
    code = ANSWER if port else ANSWER | NO_SUCH_NAME
    return message[:2] + struct.pack(">HHHHH", code, 1, bool(found), 0, 0) + message[12:end] + found


def main():
    port, *domains = sys.argv[1:]
    ports = {domain: int(number) for domain, number in (pair.split("=") for pair in domains)}
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", int(port)))
    print("names: ready", flush=True)
    while True:
        message, asker = server.recvfrom(512)
        try:
            server.sendto(answer(message, ports), asker)
        except (IndexError, struct.error):
            print(f"no question: {message!r}", flush=True)


if __name__ == "__main__":
    main()

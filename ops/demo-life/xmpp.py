"""A few lines of another XMPP client: accounts (XEP-0077) and posts (XEP-0277) without any page of ours.

It speaks to the demo's own servers over plain TCP on loopback, as any client on this machine may.
"""

import base64
import re
import socket
import sys
from xml.sax.saxutils import escape, quoteattr

MICROBLOG = "urn:xmpp:microblog:0"


class Client:
    """One stream; with a password signed in, else not."""

    def __init__(self, domain, name=None, password=None, port=5222):
        self.domain, self.number = domain, 0
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        self._open()
        if name:
            secret = base64.b64encode(f"\0{name}\0{password}".encode()).decode()
            self._tell(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>", "<success|<failure")
            self._open()
            self.ask("set", "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.sendall(b"</stream:stream>")
        self.socket.close()

    def _open(self):
        self._tell(f"<stream:stream to='{self.domain}' version='1.0' xmlns='jabber:client' "
                   "xmlns:stream='http://etherx.jabber.org/streams'>", "</stream:features>")

    def _tell(self, text, until):
        self.socket.sendall(text.encode())
        heard = b""
        while not re.search(until, heard.decode(errors="ignore")):
            data = self.socket.recv(4096)
            if not data:
                sys.exit(f"{self.domain} closed the stream: {heard.decode(errors='ignore')}")
            heard += data
        return heard.decode()

    def ask(self, kind, payload):
        """The answer to an iq, whichever it is, as text."""
        self.number += 1
        mark = f"id='r{self.number}'"
        return self._tell(f"<iq type='{kind}' {mark}>{payload}</iq>", f"{mark}[^>]*/>|{mark}.*</iq>")

    def publish(self, node, item, payload):
        answer = self.ask("set", "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                          f"<publish node={quoteattr(node)}><item id={quoteattr(item)}>{payload}</item></publish></pubsub>")
        if "type='result'" not in answer:
            sys.exit(f"{self.domain} did not take {item}: {answer}")


def register(name, domain, password, port=5222):
    """Makes an account; one that is there already is as good."""
    with Client(domain, port=port) as client:
        query = f"<username>{escape(name)}</username><password>{escape(password)}</password>"
        answer = client.ask("set", f"<query xmlns='jabber:iq:register'>{query}</query>")
        if "type='result'" not in answer and "conflict" not in answer:
            sys.exit(f"{domain} did not make {name}: {answer}")


def entry(jid, author, item, title, text, when, public):
    """A post as an Atom entry; `public` is its address on the web, or nothing for contacts only."""
    link = f"<link rel='alternate' type='text/html' href={quoteattr(public)}/>" if public else ""
    return (f"<entry xmlns='http://www.w3.org/2005/Atom'><id>xmpp:{jid}?;node={MICROBLOG};item={item}</id>"
            f"<title type='text'>{escape(title)}</title><content type='text'>{escape(text)}</content>"
            f"<author><name>{escape(author)}</name><uri>xmpp:{jid}</uri></author>"
            f"<published>{when}</published><updated>{when}</updated>{link}</entry>")

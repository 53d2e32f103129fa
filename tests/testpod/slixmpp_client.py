"""An ordinary XMPP client, slixmpp, told what to do by lines of JSON, and telling what it hears in the same way.

usage: slixmpp_client.py JID PASSWORD HOST PORT CA
in:    {"say": TEXT, "to": JID} · {"publish": ITEM, "title": TEXT} · {"accept": JID}
       {"flood": TEXT, "to": [JID], "rate": A_SECOND} · {"enough": TEXT}
out:   {"online": JID} · {"heard": TEXT, "from": JID} · {"received": ID, "from": JID} · {"displayed": ID, "from": JID}
       {"asked": JID} · {"flooded": TEXT, "rounds": COUNT} · {"done": LINE}
"""

import asyncio
import json
import sys
from xml.etree import ElementTree

import slixmpp

BLOG = "urn:xmpp:microblog:0"
ATOM = "http://www.w3.org/2005/Atom"


def tell(**what):
    print(json.dumps(what), flush=True)


class Client(slixmpp.ClientXMPP):
    def __init__(self, jid, password, ca):
        super().__init__(jid, password)
        self.ca_certs = ca
        self.auto_authorize = None
        for plugin in ["xep_0030", "xep_0060", "xep_0085", "xep_0115", "xep_0163", "xep_0184", "xep_0199", "xep_0280", "xep_0333"]:
            self.register_plugin(plugin)
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", self.heard)
        self.add_event_handler("receipt_received", lambda it: tell(received=it["receipt"], **{"from": it["from"].bare}))
        self.add_event_handler("marker_displayed", lambda it: tell(displayed=it["displayed"]["id"], **{"from": it["from"].bare}))
        self.add_event_handler("presence_subscribe", lambda it: tell(asked=it["from"].bare))
        for failure in ["failed_auth", "connection_failed", "ssl_invalid_cert"]:
            self.add_event_handler(failure, lambda it, failure=failure: tell(failed=failure))

    async def started(self, _):
        await self.get_roster()
        self.send_presence()
        tell(online=str(self.boundjid))

    def heard(self, message):
        if message["type"] == "chat" and message["body"]:
            tell(heard=message["body"], **{"from": message["from"].bare})
            if message.get_plugin("markable", check=True) is not None:
                self["xep_0333"].send_marker(message["from"].bare, message["id"], "displayed")

    async def do(self, line):
        what = json.loads(line)
        if "say" in what:
            message = self.make_message(mto=what["to"], mbody=what["say"], mtype="chat")
            message["request_receipt"] = True
            message.send()
        elif "flood" in what:
            self.flooding = asyncio.create_task(self.flood(**what))
        elif "enough" in what:
            self.enough = True
        elif "accept" in what:
            for kind in ["subscribed", "subscribe"]:
                self.send_presence(pto=what["accept"], ptype=kind)
        elif "publish" in what:
            await self["xep_0060"].publish(self.boundjid.bare, BLOG, id=what["publish"], payload=entry(what["title"]))
        tell(done=line.strip())


    async def flood(self, flood, to, rate):
        loop = asyncio.get_running_loop()
        begin, number = loop.time(), 0
        self.enough = False
        while not (self.enough and number % len(to) == 0):
            await asyncio.sleep(begin + number / rate - loop.time())
            self.send_message(mto=to[number % len(to)], mbody=f"{flood} {number // len(to)}", mtype="chat")
            if number % rate == 0:
                # the server answers after it has taken what came before: one that is slow is not given more than it takes
                await self["xep_0199"].ping(self.boundjid.domain, timeout=60)
            number += 1
        await self["xep_0199"].ping(self.boundjid.domain, timeout=60)
        tell(flooded=flood, rounds=number // len(to))


def entry(title):
    entry = ElementTree.Element(f"{{{ATOM}}}entry")
    ElementTree.SubElement(entry, f"{{{ATOM}}}title").text = title
    return entry


async def lines(client):
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        await client.do(line.decode())
    client.disconnect()


def main():
    jid, password, host, port, ca = sys.argv[1:]
    client = Client(jid, password, ca)
    client.connect(address=(host, int(port)))
    client.loop.run_until_complete(lines(client))


main()

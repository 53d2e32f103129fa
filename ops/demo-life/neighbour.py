"""A person on another server with an ordinary XMPP client, slixmpp: has written a post, and answers whoever writes.

usage: neighbour.py PORT CA
"""

import asyncio
import datetime
import itertools
import sys
from xml.etree import ElementTree

import slixmpp

import faces
import texts
import xmpp

PLUGINS = ["xep_0030", "xep_0060", "xep_0084", "xep_0085", "xep_0115", "xep_0163", "xep_0172", "xep_0184", "xep_0199",
           "xep_0203", "xep_0333"]


class Neighbour(slixmpp.ClientXMPP):
    """Says yes to everybody who asks to be a contact, and asks back."""

    def __init__(self, jid, password, authority):
        super().__init__(jid, password)
        self.ca_certs = authority
        self.auto_authorize = self.auto_subscribe = True
        self.answers = itertools.cycle(texts.ANSWERS)
        for plugin in PLUGINS:
            self.register_plugin(plugin)
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", self.heard)
        self.add_event_handler("presence_subscribed", self.befriended)

    async def started(self, _):
        await self.get_roster()
        await self.write()
        self.send_presence()
        print("neighbour: ready", flush=True)

    async def write(self):
        """The post: once."""
        found = await self["xep_0060"].get_nodes(self.boundjid.bare)
        if xmpp.MICROBLOG in [node for _, node, _ in found["disco_items"]["items"]]:
            return
        await self.introduce()
        title, text = texts.NEIGHBOUR_POST
        when = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        entry = xmpp.entry(self.boundjid.bare, texts.NEIGHBOUR[0], "first", title, text, when, None)
        await self["xep_0060"].publish(self.boundjid.bare, xmpp.MICROBLOG, id="first", payload=ElementTree.fromstring(entry))

    async def introduce(self):
        """Name and face."""
        name, colours = texts.NEIGHBOUR
        face, side = faces.draw(*colours), str(faces.SIDE)
        info = {"id": self["xep_0084"].generate_id(face), "type": "image/png", "bytes": str(len(face)), "width": side, "height": side}
        await self["xep_0172"].publish_nick(name)
        await self["xep_0084"].publish_avatar(face)
        await self["xep_0084"].publish_avatar_metadata(info)

    async def befriended(self, _):
        """ejabberd tells a new contact nothing of before, because it does not know yet what the other client wants to hear."""
        await asyncio.sleep(2)
        await self.introduce()

    async def heard(self, message):
        if message["type"] != "chat" or not message["body"]:
            return
        who = message["from"].bare
        if message.get_plugin("markable", check=True) is not None:
            self["xep_0333"].send_marker(who, message["id"], "displayed")
        # what waited while nobody was here is read, and not answered any more
        if message.get_plugin("delay", check=True) is None:
            await self.answer(who, texts.REPLIES.get(message["body"]) or next(self.answers))

    async def answer(self, who, text):
        """Takes the time to read, and to type."""
        await asyncio.sleep(1)
        typing = self.make_message(mto=who, mtype="chat")
        typing["chat_state"] = "composing"
        typing.send()
        await asyncio.sleep(1 + len(text) / 60)
        answer = self.make_message(mto=who, mbody=text, mtype="chat")
        answer["chat_state"] = "active"
        answer["request_receipt"] = True
        answer.enable("markable")
        answer.send()


def main():
    port, authority = sys.argv[1:]
    name, domain = texts.NEIGHBOUR_JID.split("@")
    xmpp.register(name, domain, texts.PASSWORD, int(port))
    neighbour = Neighbour(texts.NEIGHBOUR_JID, texts.PASSWORD, authority)
    neighbour.connect(address=("127.0.0.1", int(port)))
    neighbour.loop.run_until_complete(neighbour.disconnected)


if __name__ == "__main__":
    main()

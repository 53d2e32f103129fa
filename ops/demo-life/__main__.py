"""Brings life into the demo: accounts, faces, contacts, posts, comments and chats, through the pages' own forms.

Accounts are made directly on the demo's Prosody, because their password, `demo`, is one that a sign-up form may refuse for
its weakness; what is older than today is published there too, as from another client. What is there already is left alone.
"""

import datetime
import hashlib
import re
import socket
import sys
import time

import faces
import texts
import xmpp
from pages import Browser


def jid_of(name):
    return f"{name}@{texts.HOMES[name]}"


def sign_in(name, host):
    browser = Browser(host)
    browser.submit("/login", "/login", jid=jid_of(name), password=texts.PASSWORD)
    if browser.ask("/feed")[1] != "/feed":
        sys.exit(f"{jid_of(name)} could not sign in on {host}")
    return browser


def introduce(name, browser):
    full, about, colours = texts.PEOPLE[name]
    form = browser.get("/settings").form("/settings/profile")
    if form and form["fields"].get("name") != full:
        browser.submit("/settings", "/settings/profile", name=full, about=about)
        browser.submit("/settings", "/settings/picture", picture=faces.draw(*colours))


def ask(one, other, people):
    """One asks the other to be a contact, once."""
    if jid_of(other) not in people[one].get("/contacts").text:
        people[one].submit("/contacts", "/contacts", jid=jid_of(other))


def befriend(one, other, people):
    """One asks, the other accepts, and the other way where it is asked for too."""
    if not mutual(one, jid_of(other)):
        ask(one, other, people)
    eventually(f"{one} and {other} are contacts", lambda: settle(one, other, people))


def accept(browser, jid):
    form = browser.get("/contacts").form(f"/contact/{jid}/accept")
    return bool(form) and browser.ask(form["action"], form["fields"])[0] < 400


def settle(one, other, people):
    """Accepts whatever is asked; true when the XMPP servers say that each reads the other."""
    for who, whom in ((one, other), (other, one)):
        accept(people[who], jid_of(whom))
    return all(mutual(who, jid_of(whom)) for who, whom in ((one, other), (other, one)))


def mutual(name, jid):
    with xmpp.Client(texts.HOMES[name], name, texts.PASSWORD) as client:
        roster = client.ask("get", "<query xmlns='jabber:iq:roster'/>")
    return any(f"jid='{jid}'" in item and "subscription='both'" in item for item in re.findall("<item [^>]*>", roster))


def publish(author, audience, title, body, people):
    words = words_of(title, body)
    if people[author].get("/feed").post(words):
        return
    people[author].submit("/feed", "/publish", title=title, body=body, audience=audience)
    eventually(f"{author}'s post is in the feed", lambda: people[author].get("/feed").post(words))
    print(f"{author} wrote: {title or words + '…'}", flush=True)


def words_of(title, body):
    """The first words that a page shows of a post."""
    return title or " ".join(body.split(" ")[:5])


def publish_earlier(author, days, audience, title, text):
    """The same, some days ago and with another client; sent again it is the same item."""
    host, jid = texts.HOMES[author], jid_of(author)
    item = "earlier-" + hashlib.sha256(title.encode()).hexdigest()[:12]
    hour = datetime.timedelta(days=days, hours=sum(title.encode()) % 9, minutes=sum(title.encode()) % 57)
    when = (datetime.datetime.now(datetime.timezone.utc) - hour).strftime("%Y-%m-%dT%H:%M:%SZ")
    public = f"http://{host}:8080/@{author}/{item}" if audience == "everyone" else None
    with xmpp.Client(host, author, texts.PASSWORD) as client:
        client.publish(xmpp.MICROBLOG, item, xmpp.entry(jid, texts.PEOPLE[author][0], item, title, text, when, public))


def comment(who, author, words, body, people):
    post = eventually(f"{who} sees what {author} wrote", lambda: people[who].get("/feed").post(words))
    if body in people[who].get(post["link"]).text:
        return
    people[who].submit(post["link"], post["link"] + "/comment", body=body)
    eventually(f"{who}'s comment is there", lambda: body in people[who].get(post["link"]).text)
    print(f"{who} answered {author}", flush=True)


def talk(lines, people):
    """Says in chats what was not said yet: each opens the chat, reads, and answers."""
    for who, whom, text in lines:
        mine, theirs = f"/chat/{jid_of(whom)}", f"/chat/{jid_of(who)}"
        page = people[who].get(mine)
        if text in page.text:
            continue
        if read := page.form(f"{mine}/read"):
            people[who].ask(read["action"], read["fields"])
        people[who].submit(mine, mine, body=text)
        eventually(f"{whom} has heard {who}", lambda: text in people[whom].get(theirs).text)


def eventually(what, question):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.2)
    sys.exit(f"still waiting after 30 seconds: {what}")


def main():
    for name, host in texts.HOMES.items():
        xmpp.register(name, host, texts.PASSWORD)
    people = {name: sign_in(name, host) for name, host in texts.HOMES.items()}
    print(f"{', '.join(people)} are signed in", flush=True)
    # an account from elsewhere is welcome too
    sign_in("bob", texts.LANTERNE)
    for name in texts.PEOPLE:
        introduce(name, people[name])
    for pair in texts.FRIENDS:
        befriend(*pair, people)
    for pair in texts.ASKS:
        ask(*pair, people)
    print("Neighbours know each other", flush=True)
    for post in texts.POSTS:
        publish(*post, people)
    for post in texts.EARLIER:
        publish_earlier(*post)
    print("There is something to read from the days before", flush=True)
    for words in texts.COMMENTS:
        comment(*words, people)
    talk(texts.CHATS, people)
    print("Chats have begun; something is unread", flush=True)


def meet_the_neighbour():
    """alice and the neighbour, whose client runs, become contacts and have a first conversation."""
    alice, jid = sign_in("alice", texts.CANTINE), texts.NEIGHBOUR_JID
    if not mutual("alice", jid):
        alice.submit("/contacts", "/contacts", jid=jid)
    eventually(f"alice and {jid} are contacts", lambda: accept(alice, jid) or mutual("alice", jid))
    chat = f"/chat/{jid}"
    for text, reply in texts.REPLIES.items():
        if text not in alice.get(chat).text:
            alice.submit(chat, chat, body=text)
        eventually(f"{jid} has answered", lambda: reply in alice.get(chat).text)
    eventually(f"alice reads {jid}'s post", lambda: alice.get("/feed").post(texts.NEIGHBOUR_POST[0]))
    print(f"alice has met {texts.NEIGHBOUR[0]}, {jid}", flush=True)


if __name__ == "__main__":
    # Python's resolver asks DNS for names under .localhost, which are this machine (RFC 6761)
    resolve = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **more)
    if sys.argv[1:] == ["neighbour"]:
        meet_the_neighbour()
    elif sys.argv[1:] == ["messenger"]:
        xmpp.register(texts.MESSENGER, texts.CANTINE, texts.PASSWORD)
    else:
        main()

"""Brings life into the demo: accounts, contacts, posts and comments, through the pages' own forms.

What is there already is left alone: a second run adds nothing. Accounts are made directly on the demo's Prosody
(XEP-0077), because their password, `demo`, is one that a sign-up form may refuse for its weakness.
"""

import http.cookiejar
import re
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from xml.sax.saxutils import escape

PASSWORD = "demo"
CANTINE, LANTERNE = "cantine.localhost", "lanterne.localhost"
NAMES = {
    "alice": ("Alice Moreau", "Je tiens la caisse de la coopérative le samedi."),
    "bob": ("Bob Tessier", "I cook for more people than I have chairs."),
    "claire": ("Claire Nguyen", "Potager, vélo, et trop de courgettes."),
    "david": ("David Okafor", "Reads on trains. Keeps the list of what we read."),
}
FRIENDS = [("alice", "bob"), ("alice", "claire"), ("bob", "claire"), ("alice", "david")]
POSTS = [
    ("alice", "everyone", "La coopérative rouvre samedi",
     "Après les travaux, nous rouvrons **samedi à 9 h**. Le café est offert à qui aide à remplir les rayons.\n\n"
     "À apporter : vos bocaux vides, ceux d'avant l'été nous manquent."),
    ("bob", "contacts", "Soup on Friday",
     "I am making soup for twelve on Friday, and we are nine so far. Who brings bread?"),
    ("claire", "contacts", "Courgettes à donner",
     "J'en ai *encore* six kilos. Elles sont dans la caisse bleue devant la porte, servez-vous avant midi."),
    ("alice", "contacts", "Les clés du local",
     "Le double des clés est chez Claire cette semaine ; demandez-lui plutôt qu'à moi."),
    ("david", "everyone", "What we read in December",
     "It is *The Summer Book* by Tove Jansson: short, and better read slowly. We meet on the second Sunday, by the stove.\n\n"
     "> An island can be dreadful for someone from outside."),
    ("bob", "everyone", "A recipe that three people asked for",
     "Leeks, potatoes, a spoon of mustard, and more time than you think. The mustard goes in last."),
]
COMMENTS = [
    ("alice", "bob", "Soup on Friday", "Two loaves, from the oven on rue Pasteur. Je viens avec Claire."),
    ("claire", "bob", "Soup on Friday", "And a courgette cake. Sorry."),
    ("bob", "claire", "Courgettes à donner", "I took three. Soup number two is settled, then."),
]


class Page(HTMLParser):
    """The forms of a page, with what their fields hold, its posts, and its text."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.posts, self.text = [], [], ""
        self._form = self._area = self._post = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if tag == "form":
            self._form = {"action": at.get("action") or "", "fields": {}, "multipart": "multipart" in (at.get("enctype") or "")}
            self.forms.append(self._form)
        elif tag == "article" and (at.get("id") or "").startswith("post-"):
            self._post = {"text": "", "link": ""}
            self.posts.append(self._post)
        elif tag == "a" and self._post and not self._post["link"] and (at.get("href") or "").startswith("/post/"):
            self._post["link"] = at["href"]
        elif self._form is not None and at.get("name"):
            self._field(tag, at)

    def _field(self, tag, at):
        if tag == "textarea":
            self._area = at["name"]
            self._form["fields"][self._area] = ""
        elif tag == "input" and at.get("type") not in ("submit", "button", "file"):
            if at.get("type") not in ("checkbox", "radio") or "checked" in at:
                self._form["fields"][at["name"]] = at.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "article":
            self._post = None

    def handle_data(self, data):
        self.text += data
        if self._post is not None:
            self._post["text"] += data
        if self._area and self._form is not None:
            self._form["fields"][self._area] += data

    def form(self, action):
        return next((it for it in self.forms if it["action"] == action), None)

    def post(self, words):
        return next((it for it in self.posts if words in it["text"]), None)


class Browser:
    """One person at one pod. Names under .localhost are this machine, whatever its resolver says."""

    def __init__(self, host):
        self.origin = f"http://{host}:8080"
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))

    def ask(self, path, fields=None, multipart=False):
        request = urllib.request.Request(urllib.parse.urljoin(self.origin, path), headers={"Accept-Language": "en"})
        if fields is not None:
            request.add_header("Origin", self.origin)
            kind, request.data = encode(fields, multipart)
            request.add_header("Content-Type", kind)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, urllib.parse.urlsplit(answer.url).path, Page(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.code, path, Page(error.read().decode(errors="replace"))

    def get(self, path):
        return self.ask(path)[2]

    def submit(self, path, action, **fields):
        form = self.get(path).form(action)
        if form is None:
            sys.exit(f"{self.origin}{path} has no form that goes to {action}")
        status, _, page = self.ask(action, form["fields"] | fields, form["multipart"])
        if status >= 400:
            sys.exit(f"{self.origin}{action} was answered with {status}: {' '.join(page.text.split())[:300]}")
        return page


def encode(fields, multipart):
    if not multipart:
        return "application/x-www-form-urlencoded", urllib.parse.urlencode(fields).encode()
    edge = "demo-life-7b1f"
    parts = (f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
    return f"multipart/form-data; boundary={edge}", ("".join(parts) + f"--{edge}--\r\n").encode()


def register(name, domain):
    """In-band registration (XEP-0077); an account that is there already is as good."""
    query = f"<username>{escape(name)}</username><password>{PASSWORD}</password>"
    with socket.create_connection(("127.0.0.1", 5222), 20) as stream:
        stream.sendall(f"<stream:stream to='{domain}' version='1.0' xmlns='jabber:client' "
                       "xmlns:stream='http://etherx.jabber.org/streams'>".encode())
        read_until(stream, "</stream:features>")
        stream.sendall(f"<iq type='set' id='r'><query xmlns='jabber:iq:register'>{query}</query></iq>".encode())
        answer = read_until(stream, "/iq>|id='r'[^>]*/>")
        if "type='result'" not in answer and "conflict" not in answer:
            sys.exit(f"Prosody did not make {name}@{domain}: {answer}")


def read_until(stream, pattern):
    heard = ""
    while not re.search(pattern, heard):
        data = stream.recv(4096)
        if not data:
            sys.exit(f"Prosody closed the stream: {heard}")
        heard += data.decode()
    return heard


def sign_in(name, host):
    browser = Browser(host)
    browser.submit("/login", "/login", jid=f"{name}@{host}", password=PASSWORD)
    if browser.ask("/feed")[1] != "/feed":
        sys.exit(f"{name}@{host} could not sign in")
    return browser


def introduce(name, browser):
    full, about = NAMES[name]
    form = browser.get("/settings").form("/settings/profile")
    if form and form["fields"].get("name") != full:
        browser.submit("/settings", "/settings/profile", name=full, about=about)


def befriend(one, other, people):
    """One asks, the other accepts, and the other way where it is asked for too."""
    jids = {name: f"{name}@{LANTERNE if name == 'david' else CANTINE}" for name in (one, other)}
    mine = people[one].get("/contacts")
    if jids[other] not in mine.text:
        people[one].submit("/contacts", "/contacts", jid=jids[other])
        eventually(f"{other} is asked by {one}", lambda: accept(people[other], jids[one]))
    eventually(f"{one} and {other} are contacts", lambda: settle(one, other, jids, people))


def accept(browser, jid):
    form = browser.get("/contacts").form(f"/contact/{jid}/accept")
    return bool(form) and browser.ask(form["action"], form["fields"])[0] < 400


def settle(one, other, jids, people):
    asked = [accept(people[who], jids[whom]) for who, whom in ((one, other), (other, one))]
    pages = people[one].get("/contacts").text, people[other].get("/contacts").text
    return not any(asked) and jids[other] in pages[0] and jids[one] in pages[1]


def publish(author, audience, title, body, people):
    if people[author].get("/feed").post(title):
        return
    people[author].submit("/feed", "/publish", title=title, body=body, audience=audience)
    eventually(f"{author}'s post is in the feed", lambda: people[author].get("/feed").post(title))
    print(f"{author} wrote: {title}", flush=True)


def comment(who, author, title, body, people):
    post = eventually(f"{who} sees what {author} wrote", lambda: people[who].get("/feed").post(title))
    if body in people[who].get(post["link"]).text:
        return
    people[who].submit(post["link"], post["link"] + "/comment", body=body)
    eventually(f"{who}'s comment is there", lambda: body in people[who].get(post["link"]).text)
    print(f"{who} answered {author}", flush=True)


def eventually(what, ask):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(0.2)
    sys.exit(f"still waiting after 30 seconds: {what}")


def main():
    accounts = [(name, CANTINE) for name in ("alice", "bob", "claire", "demo", "admin")] + [("david", LANTERNE)]
    for name, host in accounts:
        register(name, host)
    people = {name: sign_in(name, host) for name, host in accounts}
    print(f"{', '.join(people)} are signed in", flush=True)
    for name in NAMES:
        introduce(name, people[name])
    for one, other in FRIENDS:
        befriend(one, other, people)
    print("Neighbours know each other", flush=True)
    for post in POSTS:
        publish(*post, people)
    for words in COMMENTS:
        comment(*words, people)


if __name__ == "__main__":
    # Python's resolver asks DNS for names under .localhost, which are this machine (RFC 6761)
    resolve = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **more)
    main()

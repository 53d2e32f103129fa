"""A browser without a window: pages, their forms and their posts."""

import http.cookiejar
import sys
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser


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
        """Fills in a form of a page and sends it; a value that is bytes is a PNG file."""
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
    parts = b"".join(part(edge, name, value) for name, value in fields.items())
    return f"multipart/form-data; boundary={edge}", parts + f"--{edge}--\r\n".encode()


def part(edge, name, value):
    file = isinstance(value, bytes)
    more = '; filename="face.png"\r\nContent-Type: image/png' if file else ""
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + (value if file else value.encode()) + b"\r\n"

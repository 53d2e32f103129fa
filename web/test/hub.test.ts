import assert from "node:assert/strict";
import { test } from "node:test";
import { Hub, type Opener, type ToTab } from "../src/live/hub";
import type { LiveEvent } from "../src/live/backlog";

/** A hub whose streams are counted and spoken through. */
function stage() {
  const streams: { url: string; closed: boolean; emit: (event: LiveEvent) => void }[] = [];
  const opener: Opener = (url, listener) => {
    const stream = { url, closed: false, emit: (event: LiveEvent) => listener.event(event) };
    streams.push(stream);
    return { close: () => (stream.closed = true) };
  };
  return { hub: new Hub(opener), streams };
}

function tab() {
  const heard: ToTab[] = [];
  return { heard, say: (message: ToTab) => void heard.push(message) };
}

const events = (heard: ToTab[]) => heard.flatMap((message) => (message.kind === "event" ? [message.event] : []));
const open = (after = "", member = "alice") => ({ kind: "open", url: "/events", member, after }) as const;
const event = (id: string, name = "fragment") => ({ id, name, data: "" });

test("two tabs share one stream, and it ends with the last", () => {
  const { hub, streams } = stage();
  const [one, two] = [tab(), tab()];
  hub.hear(one.say, open());
  hub.hear(two.say, open());
  streams[0]?.emit(event("e-1"));
  assert.equal(streams.length, 1);
  assert.deepEqual([events(one.heard).length, events(two.heard).length], [1, 1]);
  hub.hear(one.say, { kind: "close" });
  assert.equal(streams[0]?.closed, false);
  hub.hear(two.say, { kind: "close" });
  assert.equal(streams[0]?.closed, true);
});

test("an event that comes twice is passed on once", () => {
  const { hub, streams } = stage();
  const one = tab();
  hub.hear(one.say, open());
  streams[0]?.emit(event("e-1"));
  streams[0]?.emit(event("e-1"));
  assert.equal(one.heard.length, 1);
});

test("a tab that opens late gets what its page lacks", () => {
  const { hub, streams } = stage();
  hub.hear(tab().say, open());
  ["e-1", "e-2", "e-3"].forEach((id) => streams[0]?.emit(event(id)));
  const late = tab();
  hub.hear(late.say, open("e-2"));
  assert.deepEqual(events(late.heard), [event("e-3")]);
});

test("a tab of which nothing is known fetches its page anew", () => {
  const { hub, streams } = stage();
  hub.hear(tab().say, open());
  streams[0]?.emit(event("e-9"));
  const late = tab();
  hub.hear(late.say, open("other-1"));
  assert.deepEqual(events(late.heard), [event("", "resync")]);
});

test("signing out in one tab ends the stream and tells the others", () => {
  const { hub, streams } = stage();
  const [one, two] = [tab(), tab()];
  hub.hear(one.say, open());
  hub.hear(two.say, open());
  hub.hear(one.say, { kind: "sign-out" });
  assert.equal(streams[0]?.closed, true);
  assert.deepEqual([one.heard.at(-1), two.heard.at(-1)], [undefined, { kind: "signed-out" }]);
});

test("another member never hears the stream of the one before", () => {
  const { hub, streams } = stage();
  hub.hear(tab().say, open("", "alice"));
  hub.hear(tab().say, open("", "bob"));
  assert.equal(streams[0]?.closed, true);
  assert.equal(streams.length, 2);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { left } from "../src/compose";
import { key, keysOf } from "../src/drafts";
import { place } from "../src/live/order";
import { after, pause } from "../src/live/stream";
import { fill, plural } from "../src/texts";
import { relative } from "../src/times";

test("a text takes its values and keeps places that have none", () => {
  assert.equal(fill("{n} of {all}", { n: 3 }), "3 of {all}");
});

test("a text follows the plural of its language", () => {
  const forms = { one: "{n} nouveau message", other: "{n} nouveaux messages" };
  assert.equal(plural(forms, 0, "fr"), "0 nouveau message");
  assert.equal(plural(forms, 2, "fr"), "2 nouveaux messages");
  assert.equal(plural({ other: "{n} new" }, 1, "en"), "1 new");
});

test("a time is told in words for a week, and then not", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  assert.equal(relative(new Date("2026-11-22T11:59:40Z"), now, "en"), "now");
  assert.match(relative(new Date("2026-11-22T11:57:00Z"), now, "en") ?? "", /^3 min/);
  assert.equal(relative(new Date("2026-11-21T11:00:00Z"), now, "en"), "yesterday");
  assert.equal(relative(new Date("2026-11-01T11:00:00Z"), now, "en"), null);
  assert.equal(relative(new Date("no time"), now, "en"), null);
});

test("the counter speaks only near the limit", () => {
  assert.equal(left(899, 1000), null);
  assert.equal(left(900, 1000), 100);
  assert.equal(left(5, -1), null);
});

test("a post that comes late goes where its time says", () => {
  const times = ["2026-11-22T12:00:00Z", "2026-11-22T10:00:00Z"];
  assert.equal(place(times, "2026-11-22T13:00:00Z", "newest"), 0);
  assert.equal(place(times, "2026-11-22T11:00:00Z", "newest"), 1);
  assert.equal(place(times, "2026-11-22T09:00:00Z", "newest"), 2);
  assert.equal(place([...times].reverse(), "2026-11-22T11:00:00Z", "oldest"), 1);
});

test("the stream's address asks for what came after", () => {
  assert.equal(after("/events", ""), "/events");
  assert.equal(after("/events?after=e-1", "e-2"), "/events?after=e-2");
});

test("pauses grow, are spread, and end at a minute", () => {
  assert.equal(pause(0, 1), 1_000);
  assert.equal(pause(0, 0), 500);
  assert.equal(pause(3, 1), 8_000);
  assert.equal(pause(50, 1), 60_000);
});

test("drafts of another member are left alone", () => {
  const all = [key("alice", "post"), key("alicette", "post"), "theme"];
  assert.deepEqual(keysOf(all, "alice"), [key("alice", "post")]);
});

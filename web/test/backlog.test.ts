import assert from "node:assert/strict";
import { test } from "node:test";
import { Backlog, position } from "../src/live/backlog";

const event = (id: string) => ({ id, name: "fragment", data: "" });

function backlog(...ids: string[]): Backlog {
  const all = new Backlog(3);
  ids.forEach((id) => all.accept(event(id)));
  return all;
}

const ids = (events: { id: string }[] | null) => events?.map(({ id }) => id) ?? null;

test("an id is an epoch and a number, and the epoch may hold dashes", () => {
  assert.deepEqual(position("a-b-12"), { epoch: "a-b", number: 12 });
  assert.equal(position("12"), null);
  assert.equal(position("a-x"), null);
});

test("an event that is known, or older than the newest, is dropped", () => {
  const all = backlog("e-1", "e-2");
  assert.equal(all.accept(event("e-2")), false);
  assert.equal(all.accept(event("e-1")), false);
  assert.equal(all.accept(event("e-3")), true);
});

test("a late tab gets what came after its page", () => {
  assert.deepEqual(ids(backlog("e-1", "e-2", "e-3").since("e-1")), ["e-2", "e-3"]);
  assert.deepEqual(ids(backlog("e-5", "e-6").since("e-4")), ["e-5", "e-6"]);
});

test("a page that is newer than the stream misses nothing", () => {
  assert.deepEqual(backlog("e-1").since("e-4"), []);
});

test("what is trimmed or of another epoch cannot be told", () => {
  assert.equal(backlog("e-1", "e-2", "e-3", "e-4", "e-5").since("e-1"), null);
  assert.equal(backlog("e-1").since("f-1"), null);
});

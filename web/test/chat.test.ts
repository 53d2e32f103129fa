import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { dayOf, dayWords, indexFor, precedes } from "../src/chat/order";
import { Pace } from "../src/chat/pace";

const at = (position: number, id = "message-a") => ({ position, id });

test("messages stand by position, equal ones by id", () => {
  assert.equal(precedes(at(1), at(2)), true);
  assert.equal(precedes(at(1, "message-b"), at(1, "message-a")), false);
  assert.equal(indexFor([at(1), at(5), at(9)], at(6)), 2);
  assert.equal(indexFor([at(1), at(5)], at(9)), 2);
  assert.equal(indexFor([], at(9)), 0);
});

test("days are told in words", () => {
  const now = new Date(2026, 10, 22, 9);
  const words = { today: "Today", yesterday: "Yesterday" };
  assert.equal(dayOf(now), "2026-11-22");
  assert.equal(dayWords("2026-11-22", now, words, "en"), "Today");
  assert.equal(dayWords("2026-11-21", now, words, "en"), "Yesterday");
  assert.equal(dayWords("2026-11-20", now, words, "en"), "Friday 20 November 2026");
  assert.equal(dayWords("2026-11-20", now, words, "fr"), "vendredi 20 novembre 2026");
  assert.equal(dayWords("2026-02-28", new Date(2026, 2, 1), words, "en"), "Yesterday");
});

test("typing is told at most every few seconds, and once when it ends", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const said: boolean[] = [];
  let now = 0;
  const pace = new Pace((composing) => void said.push(composing), () => now);
  for (; now < 3_900; now += 300) pace.typed(false);
  assert.deepEqual(said, [true]);
  now = 4_100;
  pace.typed(false);
  assert.deepEqual(said, [true, true]);
  mock.timers.tick(5_000);
  assert.deepEqual(said, [true, true, false]);
  pace.typed(false);
  pace.typed(true);
  assert.deepEqual(said, [true, true, false, true, false]);
  pace.typed(false);
  pace.sent();
  mock.timers.tick(60_000);
  assert.deepEqual(said, [true, true, false, true, false, true]);
  mock.timers.reset();
});

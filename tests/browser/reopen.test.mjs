// Closing the browser ends nothing.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bed } from "./testbed.mjs";
import { persistent } from "./chromium.mjs";
import { publish, signUp } from "./people.mjs";
import { post } from "./page.mjs";

test("who reloads, or closes the browser and comes back, is still signed in", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "cosse-browser-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  let window = await persistent(folder);
  const alice = await signUp(window.pages()[0] ?? (await window.newPage()), "alice");
  await publish(alice, "I shall be back");
  await alice.page.reload();
  await post(alice.page, "I shall be back").waitFor();
  await window.close();

  window = await persistent(folder);
  t.after(() => window.close());
  const page = window.pages()[0] ?? (await window.newPage());
  await page.goto(`${bed.cantine}/feed`);
  assert.equal(new URL(page.url()).pathname, "/feed");
  await post(page, "I shall be back").waitFor();
});

// The tour that ops/demo ends with, walked from nothing.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { context } from "./chromium.mjs";
import { card, forms, post, submit } from "./page.mjs";
import { until } from "./people.mjs";

const demo = join(import.meta.dirname, "../../ops/demo");
const cantine = "http://cantine.localhost:8080";

/** Runs `ops/demo`; what it said, and whether all was well. */
function run(state, ...options) {
  return new Promise((resolve, reject) => {
    let said = "";
    // the program is there, beside that which the other tests run
    const COSSE_BIN = join(dirname(process.env.TESTBED), "cosse");
    const running = spawn(demo, options, { env: { ...process.env, COSSE_DEMO: state, COSSE_BIN }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [running.stdout, running.stderr]) stream.on("data", (text) => (said += text));
    running.once("error", reject);
    // not "close": what was started in the background has the streams, too
    running.once("exit", (code) => resolve({ said, good: code === 0 }));
  });
}

async function arrive(jid, wishes, pod = cantine) {
  const page = await (await context(wishes)).newPage();
  await page.goto(`${pod}/login`);
  await submit(page, 'form[action="/login"]:has(input[name="password"]:visible)', { jid, password: "demo" });
  await page.waitForURL((url) => url.pathname !== "/login");
  return page;
}

async function say(page, text) {
  await page.locator("form:has(textarea[name=body]) [name=body]").fill(text);
  await page.keyboard.press("Enter");
}

test("the demo's tour can be walked, and goes on after the demo was ended and started again", async (t) => {
  const state = await mkdtemp(join(tmpdir(), "cosse-demo-"));
  t.after(async () => {
    await run(state, "--stop");
    await rm(state, { recursive: true, force: true });
  });
  const started = await run(state, "--detach", "--with-neighbour");
  // it is on fixed ports, and somebody may look at a demo just now
  const taken = started.said.match(/^Port \d+ is needed.*$/m);
  if (taken) return t.skip(taken[0]);
  assert.ok(started.good, started.said);
  assert.match(started.said, /A tour in five steps/);

  const newcomer = await (await context()).newPage();
  const inList = card(newcomer, "cantine.localhost");
  await until("the pod is in the directory", async () => {
    await newcomer.goto("http://localhost:8080/");
    return (await inList.count()) === 1;
  });
  await inList.locator(".pod-join a").click();
  await newcomer.waitForURL(`${cantine}/**`);
  if (!newcomer.url().includes("/register")) await newcomer.locator('a[href="/register"]').first().click();
  await submit(newcomer, forms.register, { username: "nora", password: "correct horse battery" });
  await newcomer.waitForURL((url) => url.pathname !== "/register");

  const alice = await arrive("alice@cantine.localhost");
  const bob = await arrive("bob@cantine.localhost", { locale: "fr-FR" });
  await bob.goto(`${cantine}/feed`);
  await alice.goto(`${cantine}/feed`);
  await submit(alice, forms.publish, { body: "Bread at seven", audience: "contacts" });
  await post(bob, "Bread at seven").waitFor();

  await bob.goto(`${cantine}/chat/alice@cantine.localhost`);
  await alice.goto(`${cantine}/chat/bob@cantine.localhost`);
  await say(alice, "Keep a loaf for me");
  await bob.locator("li.message-theirs", { hasText: "Keep a loaf for me" }).waitFor();

  await alice.goto(`${cantine}/chat/karim@fournil.example`);
  const answers = alice.locator("li.message-theirs[id]");
  const before = await answers.count();
  await say(alice, "How is the oven today?");
  await answers.nth(before).waitFor();

  await alice.goto(`${cantine}/feed`);
  await submit(alice, forms.publish, { body: "For whoever passes by", audience: "everyone" });
  await post(alice, "For whoever passes by").waitFor();
  const visitor = await (await context()).newPage();
  await visitor.goto(`${cantine}/@alice`);
  await post(visitor, "For whoever passes by").waitFor();

  for (const name of ["claire", "demo", "admin"]) await arrive(`${name}@cantine.localhost`);
  await arrive("david@lanterne.localhost", {}, "http://lanterne.localhost:8080");
  for (const address of ["http://localhost:8080/demo/outbox", `${cantine}/demo/outbox`, `${cantine}/login`]) {
    assert.equal((await visitor.goto(address)).status(), 200);
    assert.deepEqual(await violations(visitor), []);
  }
  const admins = await run(state, "cosse", "admin", "list");
  assert.match(admins.said, /^admin@cantine.localhost$/m);

  assert.ok((await run(state, "--stop")).good);
  const again = await run(state, "--detach", "--with-neighbour");
  assert.ok(again.good, again.said);
  await alice.goto(`${cantine}/feed`);
  assert.equal(new URL(alice.url()).pathname, "/feed");
  await submit(alice, forms.publish, { body: "Still here", audience: "contacts" });
  await post(alice, "Still here").waitFor();
  await bob.goto(`${cantine}/feed`);
  await post(bob, "Still here").waitFor();

  assert.ok((await run(state, "--reset")).good);
  await assert.rejects(access(join(state, "cosse.sqlite")), "its data is forgotten");
});

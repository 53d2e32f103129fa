// What a visitor's first page weighs, and that nothing in it jumps while it comes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bed } from "./testbed.mjs";
import { context } from "./chromium.mjs";
import { newcomer, open, publish } from "./people.mjs";

const heaviest = 150_000;
const biggestShift = 0.05;

/** Bytes over the wire, head and body, of everything that the page loads; and what that was, for the message. */
async function weigh(page, address) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  const names = new Map();
  const parts = [];
  wire.on("Network.responseReceived", ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname));
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => parts.push([names.get(requestId), encodedDataLength]));
  await page.goto(address, { waitUntil: "networkidle" });
  return { sum: parts.reduce((sum, [, bytes]) => sum + bytes, 0), parts };
}

/** The sum of all layout shifts since the page began (CLS without its windows, so never less). */
const shifts = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({
          type: "layout-shift",
          buffered: true,
        });
        setTimeout(() => resolve(sum), 300);
      }),
  );

test("a visitor's first page is light", async () => {
  const alice = await newcomer("alice");
  await publish(alice, "Good morning, everybody", "everyone");
  for (const address of [bed.directory, `${bed.cantine}/`, `${bed.cantine}/register`, `${bed.cantine}/@${alice.name}`]) {
    const page = await (await context()).newPage();
    const { sum, parts } = await weigh(page, address);
    assert.ok(parts.some(([path]) => path?.endsWith(".woff2")) && parts.some(([path]) => path?.endsWith(".js")), "all of it was counted");
    assert.ok(sum <= heaviest, `${address} weighs ${sum} bytes: ${JSON.stringify(parts)}`);
  }
});

for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
  test(`nothing jumps while a page comes, ${viewport.width} pixels wide`, async () => {
    const alice = await newcomer("alice", "cantine", { viewport });
    await publish(alice, "A post with a title", "everyone", "Nothing jumps here");
    const visitor = await (await context({ viewport })).newPage();
    const found = [];
    for (const address of [bed.directory, `${bed.cantine}/`, `${bed.cantine}/login`]) {
      await visitor.goto(address, { waitUntil: "load" });
      found.push([address, await shifts(visitor)]);
    }
    for (const path of ["/feed", "/settings", `/@${alice.name}`]) {
      await open(alice, path);
      found.push([path, await shifts(alice.page)]);
    }
    assert.deepEqual(found.filter(([, sum]) => sum >= biggestShift), []);
  });
}

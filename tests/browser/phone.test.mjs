// On a phone nothing sticks out at the side.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./asked.mjs";
import { everywhere } from "./every-page.mjs";

for (const width of [320, 390]) {
  test(`no page scrolls sideways at ${width} pixels`, async () => {
    const wishes = { viewport: { width, height: 780 }, hasTouch: true, isMobile: true };
    const wide = [];
    for (const [page, places] of await everywhere(wishes)) {
      for (const place of places) {
        await visit(page, place);
        const needed = await page.evaluate(() => document.documentElement.scrollWidth);
        if (needed > width) wide.push(`${page.url()} needs ${needed}`);
      }
    }
    assert.deepEqual(wide, []);
  });
}

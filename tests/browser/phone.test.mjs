// On a phone nothing sticks out at the side.
import assert from "node:assert/strict";
import { test } from "node:test";
import { context } from "./chromium.mjs";
import { forMembers, forOperators, forVisitors, neighbours } from "./every-page.mjs";

for (const width of [320, 390]) {
  test(`no page scrolls sideways at ${width} pixels`, async () => {
    const wishes = { viewport: { width, height: 780 }, hasTouch: true, isMobile: true };
    const people = await neighbours(wishes);
    const members = await forMembers(people);
    const visitor = await (await context(wishes)).newPage();
    const wide = [];
    const visits = [[visitor, await forVisitors(people)], [people.bob.page, members.bob], [people.alice.page, members.alice]];
    visits.push([people.alice.page, await forOperators(people)]);
    for (const [page, addresses] of visits) {
      for (const address of addresses) {
        await page.goto(address);
        const needed = await page.evaluate(() => document.documentElement.scrollWidth);
        if (needed > width) wide.push(`${address} needs ${needed}`);
      }
    }
    assert.deepEqual(wide, []);
  });
}

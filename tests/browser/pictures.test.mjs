// Screenshots of every page at 390 and 1280 pixels, light and dark, for people to look at (COSSE_SHOTS names their folder), and
// the README's picture (UPDATE_PICTURES=1 makes it anew).
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { context } from "./chromium.mjs";
import { forMembers, forVisitors, neighbours } from "./every-page.mjs";
import { open } from "./people.mjs";

const shots = process.env.COSSE_SHOTS;
const picture = fileURLToPath(new URL("../../docs/images/feed.png", import.meta.url));

/** A file's name for an address: host's first word and path. */
function nameOf(address) {
  const { hostname, pathname } = new URL(address);
  const path = pathname.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "").slice(0, 60) || "front";
  return `${hostname.split(/[-.]/)[0]}-${path}`;
}

test("every page is photographed", { skip: !shots }, async () => {
  await mkdir(shots, { recursive: true });
  for (const [width, height] of [[1280, 900], [390, 844]]) {
    for (const colorScheme of ["light", "dark"]) {
      const wishes = { viewport: { width, height }, colorScheme };
      const people = await neighbours(wishes);
      const members = await forMembers(people);
      const visitor = await (await context(wishes)).newPage();
      const visits = [[visitor, forVisitors(people), "v"], [people.bob.page, members.bob, "m"], [people.alice.page, members.alice, "a"]];
      for (const [page, addresses, who] of visits) {
        for (const address of addresses) {
          await page.goto(address);
          await page.screenshot({ path: `${shots}/${width}-${colorScheme}-${who}-${nameOf(address)}.png`, fullPage: true });
        }
      }
    }
  }
});

test("the README's picture is taken", { skip: !process.env.UPDATE_PICTURES }, async () => {
  const { bob } = await neighbours({ viewport: { width: 1280, height: 800 } });
  await open(bob, "/feed");
  await mkdir(fileURLToPath(new URL("../../docs/images", import.meta.url)), { recursive: true });
  await bob.page.screenshot({ path: picture });
});

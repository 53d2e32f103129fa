// Screenshots of every page at 390 and 1280 pixels, light and dark, in both languages, for people to look at (COSSE_SHOTS names
// their folder), and the pictures of README and manuals (UPDATE_PICTURES=1 makes them anew).
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { context } from "./chromium.mjs";
import { forAdmins, forMembers, forOperators, forVisitors } from "./every-page.mjs";
import { life } from "./life.mjs";
import { post, submit } from "./page.mjs";
import { open, signIn, signUp } from "./people.mjs";
import { bed } from "./testbed.mjs";

const shots = process.env.COSSE_SHOTS;
const picture = (name) => fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));

/** A file's name for an address: host's first word and path. */
function nameOf(address) {
  const { hostname, pathname, search } = new URL(address);
  const path = (pathname + search).replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "").slice(-60) || "front";
  return `${hostname.split(/[-.]/)[0]}-${path}`;
}

/** The same people for all pictures of this file. */
let scene;
const people = () => (scene ??= life());

test("every page is photographed", { skip: !shots, timeout: 1_200_000 }, async () => {
  await mkdir(shots, { recursive: true });
  const { alice, bob, max } = await people();
  for (const [width, height] of [[1280, 900], [390, 844]]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const locale of ["en-GB", "fr-FR"]) {
        const wishes = { viewport: { width, height }, colorScheme, locale };
        const windows = await Promise.all([alice, bob, max].map((person) => signIn(person, wishes)));
        const members = await forMembers({ alice: windows[0], bob: windows[1] }, "The co-op opens again");
        const visitor = await (await context(wishes)).newPage();
        const admin = await (await context(wishes)).newPage();
        const operators = await forOperators({ alice: windows[0], bob: windows[1] });
        const visits = [[admin, await forAdmins(admin), "admin"], [windows[0].page, operators, "operator"], [visitor, await forVisitors({ alice }), "v"], [windows[1].page, members.bob, "m"], [windows[0].page, members.alice, "a"],
          [windows[2].page, ["/feed", "/contacts", "/@max"].map((path) => max.origin + path), "x"]];
        for (const [page, addresses, who] of visits) {
          for (const address of addresses) {
            await page.goto(address);
            await page.screenshot({ path: `${shots}/${width}-${colorScheme}-${locale.slice(0, 2)}-${who}-${nameOf(address)}.png`, fullPage: true });
          }
        }
        await Promise.all([admin, visitor, ...windows.map((window) => window.page)].map((page) => page.context().close()));
      }
    }
  }
});

/** Somebody comes by an invitation that a person makes with this form. */
async function comesBy(person, path, form, name) {
  await open(person, path);
  await submit(person.page, form);
  const link = await person.page.locator(".notice-done a").first().getAttribute("href");
  const page = await (await context()).newPage();
  return signUp(page, name, "cantine", name, `/register?invite=${link.split("/").pop()}`);
}

/** Alice, who runs the pod, invites two people, and one of them a third. */
async function invitations(alice) {
  await open(alice, "/operate/invites");
  await submit(alice.page, "#member-invites", { each: "3" });
  await alice.page.waitForLoadState();
  const elise = await comesBy(alice, "/operate/invites", "#invite", "elise");
  await comesBy(elise, "/settings/invites", "#own-invite", "farid");
  await comesBy(alice, "/operate/invites", "#invite", "gwenn");
}

test("the pictures of README and manuals are taken", { skip: !process.env.UPDATE_PICTURES, timeout: 120_000 }, async () => {
  await mkdir(fileURLToPath(new URL("../../docs/images", import.meta.url)), { recursive: true });
  const { alice, bob } = await people();
  const wishes = { viewport: { width: 1280, height: 920 } };
  const [hers, his] = await Promise.all([alice, bob].map((person) => signIn(person, wishes)));
  await open(his, "/feed");
  await post(his.page, "soup for twelve").waitFor();
  await his.page.screenshot({ path: picture("feed") });
  await forOperators({ alice: hers, bob: his });
  await invitations(hers);
  const admin = await (await context(wishes)).newPage();
  await forAdmins(admin);
  const taken = [
    [hers.page, alice.origin, { operate: "/operate", tree: "/operate/invites/tree", listing: "/operate/listing" }],
    [admin, bed.directory, { admin: "/admin", "new-pod": "/admin/pods/new", health: "/admin/health", directory: "/pods" }],
  ];
  for (const [page, origin, pages] of taken) {
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(origin + path);
      await page.screenshot({ path: picture(name) });
    }
  }
});

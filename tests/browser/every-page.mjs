// All pages, with some life on them, as visitors and as a member see them.
import { askedOfAdmins, askedOfOperators, supportVisits } from "./asked.mjs";
import { context } from "./chromium.mjs";
import { adminLink, bed, doors, kept, operate } from "./testbed.mjs";
import { befriend, newcomer, open, publish, signIn } from "./people.mjs";
import { forms, linkOf, submit } from "./page.mjs";

/** Windows that are so, each with all that is to be visited in it, in the order in which it can be. */
export async function everywhere(wishes) {
  const people = await neighbours(wishes);
  const [visitor, admin, supporter] = await Promise.all([0, 1, 2].map(async () => (await context(wishes)).newPage()));
  const [visitors, members] = [await forVisitors(people), await forMembers(people)];
  const operators = await forOperators(people);
  const { invite, asked } = await askedOfOperators(people);
  const invites = [invite, `${bed.cantine}/invite/not-good`];
  const keeper = await kept();
  const { page: keepers } = await signIn(keeper, wishes);
  const admins = [...(await forAdmins(admin)), ...(await askedOfAdmins(admin))];
  const support = await supportVisits(admin, supporter);
  return [
    // their links are good for ten minutes
    [supporter, support.inside],
    [visitor, [...support.outside, ...visitors, ...invites, ...keeper.links, ...(await doors())]],
    [keepers, keeper.asked],
    [people.bob.page, members.bob],
    [people.alice.page, [...members.alice, ...operators, ...asked]],
    [admin, admins],
  ];
}

/** Two friends with names, posts and a comment. */
export async function neighbours(wishes) {
  const alice = await newcomer("alice", "cantine", wishes);
  const bob = await newcomer("bob", "cantine", wishes);
  for (const [person, name] of [[alice, "Alice Moreau"], [bob, "Bob Tessier"]]) {
    await open(person, "/settings");
    await submit(person.page, forms.profile, { name, about: "Neighbour, rue des Lilas." });
    await person.page.waitForLoadState();
  }
  await befriend(alice, bob);
  await publish(alice, "The first tomatoes are in. Help yourselves from the crate **by the door** before noon.", "contacts");
  await publish(bob, "Soup for twelve on Friday. Who brings bread?\n\nhttps://example.org/soup", "everyone");
  await publish(alice, "La coopérative ouvre samedi à neuf heures ; le café est offert.", "everyone");
  await open(bob, await linkOf(alice.page, "The first tomatoes"));
  await submit(bob.page, forms.comment, { body: "I took three. Thank you!" });
  await bob.page.getByText("I took three").first().waitFor();
  for (const [person, other, words] of [[alice, bob, "Are there any *leeks* left?"], [bob, alice, "> Are there any leeks left?\nThree. See https://example.org/leeks"]]) {
    await open(person, `/chat/${other.jid}`);
    await submit(person.page, "#chat-form", { body: words });
    await person.page.locator('li[id^="message-"]', { hasText: "left?" }).last().waitFor();
  }
  return { alice, bob };
}

/** Origin and path of every page that a visitor can open; Alice has written something for everyone. */
export async function forVisitors({ alice }) {
  await open(alice, `/@${alice.name}`);
  const item = await alice.page.locator(`article[id^="post-"] a[href^="/@${alice.name}/"]`).first().getAttribute("href");
  const pod = ["/", "/login", "/recover", "/register", "/about", "/rules", "/privacy", "/legal", `/report?member=${alice.name}`, `/@${alice.name}`, item, "/no/such/page"];
  const platform = ["/", "/login", "/pods?q=cantine", "/pods?q=nothing-of-the-kind", "/pods?q=cantine&topic=nothing-of-the-kind&free=true&page=2", `/pods/${new URL(bed.cantine).hostname}`, `/pods/${new URL(bed.cantine).hostname}/report`, "/pick", "/pick?language=eo", "/go", "/add", "/about"];
  return [...pod.map((path) => bed.cantine + path), ...platform.map((path) => bed.directory + path)];
}

/** The same for a member who is signed in. Alice wrote the post with these words. */
export async function forMembers({ alice, bob }, words = "The first tomatoes") {
  await open(bob, "/feed");
  const link = await linkOf(bob.page, words);
  await open(alice, "/feed");
  const own = await linkOf(alice.page, words);
  const paths = ["/feed", link, "/contacts", `/contact/${alice.jid}`, `/contact/${alice.jid}/remove`, "/chat", `/chat/${alice.jid}`, "/chat/nobody@elsewhere.example", "/announcements", "/funds", "/settings", "/settings/invites", "/settings/mail", "/settings/password", "/settings/recovery", "/settings/leave", "/settings/delete", "/welcome", "/login/again", "/logout"];
  return { bob: paths.map((path) => bed.cantine + path), alice: [bed.cantine + own, `${bed.cantine}${own}/delete`] };
}

/** The pages of the console, for Alice, who runs the pod from here on; Bob is a member of it. */
export async function forOperators({ alice, bob }) {
  await operate(alice.jid);
  await open(alice, `/operate/members?q=${encodeURIComponent(bob.jid)}`);
  const page = await alice.page.locator("a.who").first().getAttribute("href");
  const paths = ["", "?days=90", "/members", "/members?q=nobody-of-this-name", "/reports", "/reports?show=all", "/blocks", "/texts", "/requests", "/waiting", "/invites", "/invites/tree", "/announcements", "/funds", "/gifts", "/guest", "/waves", "/registration", "/branding", "/listing", "/quotas", "/mails", "/notices", "/visits", "/audit"];
  const members = ["", "/suspend", "/remove"].map((act) => page + act);
  return [...paths.map((path) => `/operate${path}`), ...members, ...(await deskWork(alice, bob))].map((path) => bed.cantine + path);
}

/** An entry of the ledger and a report, which Alice makes: the pages on which they are worked on, and the receipt. */
async function deskWork(alice, bob) {
  await open(alice, "/operate/funds");
  await submit(alice.page, "#entry", { amount: "12.50", words: "Bread for Friday" });
  await alice.page.getByText("Bread for Friday").first().waitFor();
  const entry = await alice.page.locator('td a[href^="/operate/funds/"]').first().getAttribute("href");
  await open(alice, `/report?member=${bob.name}`);
  await submit(alice.page, "#report", { words: "This is only a test of the report." });
  await alice.page.waitForURL(/\/report\/./);
  const receipt = new URL(alice.page.url()).pathname;
  await open(alice, "/operate/reports");
  const report = await alice.page.locator('td a[href^="/operate/reports/"]').first().getAttribute("href");
  return ["/funds", entry, receipt, report];
}

/** The pages of the admins' console, for a window in which an admin is signed in from here on. */
export async function forAdmins(page) {
  const link = await adminLink();
  await page.goto(link);
  await page.locator("#setup button").click();
  await page.waitForURL("**/admin");
  const pod = await page.locator("a.who").first().getAttribute("href");
  const paths = ["", "?q=nothing-of-the-kind", "/pods/new", "/plans", "/announcements", "/blocks", "/admins", "/directory", "/directory?q=nothing-of-the-kind", "/directory/reports", "/peers", "/statements", "/imports", "/health", "/audit", "/audit?act=plan-remove"];
  receipt ??= await reportPod(page);
  return [link, await adminLink(), ...[...paths.map((path) => `/admin${path}`), pod, `${pod}/visit`, receipt].map((path) => bed.directory + path)];
}

/** What became of the report of a pod: one for each deployment, since nobody reports the same pod often. */
let receipt;

/** Reports a pod of the directory, for the admins' queue: the receipt. */
async function reportPod(page) {
  await page.goto(`${bed.directory}/pods/${new URL(bed.cantine).hostname}/report`);
  await submit(page, "#pod-report", { words: "This is only a test of the report." });
  await page.waitForURL(/\/reported\/./);
  return new URL(page.url()).pathname;
}

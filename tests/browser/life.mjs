// A pod with some life in it, to look at: people with names and a face, posts with titles and without, comments, a request.
import { befriend, open, publish, signUp, until } from "./people.mjs";
import { context } from "./chromium.mjs";
import { forms, linkOf, post, submit } from "./page.mjs";

const names = {
  alice: ["Alice Moreau", "I keep the till of the co-op on Saturdays, and the list of who has the keys."],
  bob: ["Bob Tessier", "I cook for more people than I have chairs."],
  claire: ["Claire Nguyen", "Potager, vélo, et trop de courgettes."],
  david: ["David Okafor", "Reads on trains."],
  max: ["Maximiliane Freifrau von Hohenstein-Wartenberg", "New on rue des Lilas."],
};

const posts = [
  ["david", "everyone", "What we read in December",
    "*The Summer Book* by Tove Jansson: short, and better read slowly.\n\n> An island can be dreadful for someone from outside.\n\nWe meet on the second Sunday, by the stove."],
  ["alice", "contacts", "Les clés du local", "Le double des clés est chez Claire cette semaine ; demandez-lui plutôt qu'à moi."],
  ["bob", "everyone", "A recipe that three people asked for",
    "Leeks, potatoes, a spoon of mustard, and more time than you think. The mustard goes in last.\n\n1. Wash the leeks twice.\n2. Do not hurry the onions.\n3. Taste it before you salt it."],
  ["alice", "everyone", "The co-op opens again on Saturday",
    "After three weeks of works we open **on Saturday at nine**. Coffee is on the house for everybody who helps to fill the shelves.\n\nBring your empty jars: those from before the summer are missed. https://cooperative.example/opening"],
  ["claire", "contacts", "", "Il me reste *encore* six kilos de courgettes. Elles sont dans la caisse bleue devant la porte : servez-vous avant midi."],
  ["bob", "contacts", "", "I am making soup for twelve on Friday, and we are nine so far. Who brings bread?"],
];

const comments = [
  ["alice", "soup for twelve", "Two loaves, from the oven on rue Pasteur. Je viens avec Claire."],
  ["claire", "soup for twelve", "And a courgette cake. Sorry."],
  ["bob", "courgettes", "I took three. Soup number two is settled, then."],
  ["bob", "opens again on Saturday", "I bring the big thermos."],
];

/** A face, drawn: nobody's photograph. */
const portrait = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">
  <rect width="256" height="256" fill="#e9c46a"/><path d="M40 256c0-60 40-84 88-84s88 24 88 84z" fill="#2a6f5b"/>
  <path d="M70 112c-8-64 28-88 60-88s66 26 56 92l8 62H62z" fill="#4a2c1d"/><rect x="108" y="140" width="40" height="52" rx="18" fill="#d99a72"/>
  <ellipse cx="128" cy="112" rx="44" ry="52" fill="#e8b08a"/><path d="M82 104c6-38 28-50 48-50s42 12 44 50c-22-4-40-14-52-28-8 14-22 24-40 28z" fill="#4a2c1d"/>
  <circle cx="112" cy="116" r="5" fill="#3a2417"/><circle cx="146" cy="116" r="5" fill="#3a2417"/>
  <path d="M112 138q16 14 34 0" fill="none" stroke="#8a3f2b" stroke-width="5" stroke-linecap="round"/></svg>`;

async function introduce(person, [name, about]) {
  await open(person, "/settings");
  await submit(person.page, forms.profile, { name, about });
  await until(`${name} has a name`, async () => {
    await open(person, "/settings");
    return (await person.page.locator(`${forms.profile} [name="name"]`).inputValue()) === name;
  });
}

async function showFace(person) {
  const studio = await (await context()).newPage();
  await studio.setContent(`<style>body{margin:0}</style>${portrait}`);
  const buffer = await studio.locator("svg").screenshot();
  await open(person, "/settings");
  const form = person.page.locator('form[action="/settings/picture"]');
  await form.locator('[type="file"]').setInputFiles({ name: "face.png", mimeType: "image/png", buffer });
  await form.locator('button:not([name="remove"])').first().click();
  await person.page.waitForLoadState();
}

async function comment(person, words, body) {
  await until(`${person.name} sees ${words}`, async () => {
    await open(person, "/feed");
    return (await post(person.page, words).count()) > 0;
  });
  await open(person, await linkOf(person.page, words));
  await submit(person.page, forms.comment, { body });
  await person.page.getByText(body).first().waitFor();
}

async function ask(person, other) {
  await open(person, "/contacts");
  await submit(person.page, forms.addContact, { jid: other.jid });
  await until(`${other.name} is asked`, async () => {
    await open(other, "/contacts");
    return (await other.page.locator(`form[action="/contact/${person.jid}/accept"]`).count()) > 0;
  });
}

/** Five people with short addresses: once for each deployment. `{ alice, bob, claire, david, max }` */
export async function life() {
  const people = {};
  for (const name of Object.keys(names)) {
    const page = await (await context()).newPage();
    people[name] = await signUp(page, name, name === "david" ? "lanterne" : "cantine", name);
    await introduce(people[name], names[name]);
  }
  const { alice, bob, claire, david, max } = people;
  await showFace(claire);
  for (const [one, other] of [[alice, bob], [alice, claire], [bob, claire], [bob, david]]) await befriend(one, other);
  for (const [author, audience, title, body] of posts) await publish(people[author], body, audience, title);
  for (const [who, words, body] of comments) await comment(people[who], words, body);
  await ask(max, bob);
  return people;
}

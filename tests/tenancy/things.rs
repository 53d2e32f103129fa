//! A pod with one of everything that has an id, a key or a link, by the kind of thing that an address takes.

use std::collections::BTreeMap;

use testpod::{Member, PASSWORD, Postbox, TestPod, eventually};

use crate::{admin, logos, pictures};

/// What is said in the pod that is looked at from outside.
pub(crate) const SECRET: &str = "said in the other house";

/// What stands before the segment of an address, and what kind of thing is taken there. Kinds of [`Things::of`].
static TAKEN: [(&str, &str); 33] = [
    ("/@{handle}/", "public item"),
    ("/invite/", "code"),
    // no account of this pod is looked after, and so there is no such link: a word of its form, and see recovery.rs
    ("/recover/", "code"),
    ("/confirm/", "waiter's key"),
    ("/waiting-list/", "waiter's key"),
    ("/letterbox/", "letterbox key"),
    ("/rules/", "version"),
    ("/privacy/", "version"),
    ("/legal/", "version"),
    ("/report/", "receipt"),
    // nobody is suspended here after a report, and so there is no such link: a word of its form, and see verdicts.rs
    ("/verdict/", "receipt"),
    ("/announcements/", "announcement"),
    ("/waiting/", "command"),
    ("/contact/", "jid"),
    ("/chat/", "jid"),
    ("/media/", "picture"),
    ("/logo/", "logo file"),
    ("/operate/branding/logo/", "logo"),
    ("/operate/requests/", "request"),
    ("/operate/mails/", "mail"),
    ("/operate/notices/", "notice"),
    ("/operate/invites/", "invite"),
    ("/settings/invites/", "invite"),
    ("/operate/announcements/", "announcement"),
    ("/operate/members/", "member"),
    ("/operate/reports/", "report"),
    ("/operate/texts/", WORD),
    ("/operate/funds/", "entry"),
    ("/operate/waiting/", "waiter"),
    ("/operate/waves/", "wave"),
    ("/operate/visits/", "visit"),
    ("/visit/", "visit link"),
    ("/post/", "post"),
];

/// A word of ours, the same on each pod, which names nothing of anybody's.
pub(crate) const WORD: &str = "word";

/// Ids, keys and hashes are so long at least, and nobody else's.
const LONG: usize = 20;

/// Ids of rows that no page makes here without waiting for somebody.
const REQUEST: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA1";
const NOTICE: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA2";
const WAVE: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA3";
const COMMAND: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA4";

/// What is counted of the pod before and after: the table, and what of it nobody else may change. Whatever those who run a pod do is
/// written into its log, so that is the widest of them.
const KEPT: [(&str, &[&str]); 22] = [
    ("audit", &["number", "act"]),
    ("announcements", &["id", "withdrawn_at"]),
    ("applications", &["id", "state"]),
    ("blocks", &["subject", "reason"]),
    ("browsers", &["id", "member_id"]),
    ("closed_announcements", &["announcement_id", "member_id"]),
    ("fund_entries", &["id", "amount", "removed_at"]),
    ("guests", &["member_id"]),
    ("hosts", &["host", "is_primary"]),
    ("invites", &["id", "used", "revoked_at"]),
    ("letterboxes", &["member_id", "email", "confirmed_at"]),
    ("logos", &["hash", "shown"]),
    ("members", &["id", "handle", "picture", "suspended_at"]),
    ("notices", &["id", "state"]),
    ("posts", &["id", "retracted_at"]),
    ("reports", &["id", "state", "appeal"]),
    ("roles", &["jid", "role"]),
    ("texts", &["kind", "version", "body"]),
    ("visits", &["id", "followed_at", "ended_at"]),
    ("waiters", &["id", "confirmed_at"]),
    ("waiting", &["id", "state"]),
    ("waves", &["id", "undone_at"]),
];

/// Kinds whose ids only the tables tell.
const TABLES: [(&str, &str); 8] = [
    ("announcement", "announcements"),
    ("entry", "fund_entries"),
    ("invite", "invites"),
    ("mail", "mails"),
    ("notice", "notices"),
    ("request", "applications"),
    ("visit", "visits"),
    ("wave", "waves"),
];

/// What a pod has, as it is written in addresses, by kind.
pub(crate) struct Things {
    /// Who runs it.
    pub(crate) alice: Member,
    /// The same at another browser.
    pub(crate) second: Member,
    /// `service/node/item` of a post for her contacts.
    pub(crate) post: Vec<String>,
    /// A message that she wrote.
    pub(crate) message: String,
    of: Kinds,
}

/// All that there is of each kind.
type Kinds = BTreeMap<&'static str, Vec<String>>;

impl Things {
    /// Fills a pod: alice runs it, bob is a member, and nobody else can come in.
    pub(crate) async fn of(pod: &TestPod, postbox: &Postbox) -> Self {
        let (mut alice, bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
        let (second, deployment) = (pod.sign_in(&alice.jid).await, pod.deployment());
        deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
        let mut of = Kinds::from([("handle", vec![alice.name.clone()]), (WORD, Vec::new())]);
        of.insert("jid", vec![alice.jid.clone()]);
        of.insert("host", vec![pod.host().to_owned()]);
        let post = said(&mut alice, &mut of).await;
        let message = written(&mut alice, &bob).await;
        drawn(pod, &mut alice, &mut of).await;
        invited(pod, &mut of);
        operated(pod, &mut alice, &mut of).await;
        reported(pod, &alice, &mut of).await;
        visited(pod, &mut of).await;
        mailed(pod, postbox, &mut alice, &mut of).await;
        written_down(pod, &bob);
        let hers = format!("select id from members where jid = '{}' and {}", bob.jid, its(pod));
        of.insert("member", deployment.rows(&hers));
        for (kind, table) in TABLES {
            of.insert(kind, ids(pod, table));
        }
        let things = Self { alice, second, post, message, of };
        things.is_complete();
        things
    }

    /// What of a kind there is.
    pub(crate) fn kind(&self, kind: &str) -> &[String] {
        self.of.get(kind).unwrap_or_else(|| panic!("no {kind}"))
    }

    /// Everything, of every kind.
    pub(crate) fn all(&self) -> Vec<&String> {
        self.of.values().flatten().collect()
    }

    /// Words that tell of this pod wherever they stand: what is said there, whose it is, and what is nobody else's.
    pub(crate) fn telling(&self) -> Vec<&str> {
        let long = self.all().into_iter().filter(|it| it.len() >= LONG);
        let whose = ["jid", "host"].into_iter().flat_map(|kind| self.kind(kind));
        long.chain(whose).map(String::as_str).chain([SECRET]).collect()
    }

    /// Everything that nobody else may change, a line for each row.
    pub(crate) fn kept(pod: &TestPod) -> Vec<String> {
        let of = KEPT.map(|(table, columns)| {
            let columns: Vec<String> =
                columns.iter().map(|it| format!("coalesce(cast({it} as text), '')")).collect();
            format!("select '{table}|' || {} from {table} where {}", columns.join(" || '|' || "), its(pod))
        });
        let mut kept = pod.deployment().rows(&of.join(" union all "));
        kept.sort();
        kept
    }

    /// A check that says nothing because it has nothing to try says so.
    fn is_complete(&self) {
        for (kind, all) in &self.of {
            assert!(*kind == WORD || !all.is_empty(), "there is no {kind}");
        }
    }
}

/// The kind of thing that an address takes in its segment.
pub(crate) fn taken(path: &str) -> &'static str {
    let before = path.split("{segment}").next().and_then(|it| it.split("{hash}").next());
    let before = before.and_then(|it| it.split("{service}").next()).expect("something before it");
    let found = TAKEN.iter().find(|(start, _)| *start == before);
    found.unwrap_or_else(|| panic!("say in TAKEN what stands behind {before} in {path}")).1
}

/// Nothing is taken at an address that there is no more.
pub(crate) fn all_are_there(paths: &[&str]) {
    for (start, _) in TAKEN {
        assert!(paths.iter().any(|path| path.starts_with(start)), "no address begins with {start}");
    }
}

/// A condition: rows of that pod.
fn its(pod: &TestPod) -> String {
    format!("pod_id = (select pod_id from hosts where host = '{}')", pod.host())
}

fn ids(pod: &TestPod, table: &str) -> Vec<String> {
    pod.deployment().rows(&format!("select id from {table} where {}", its(pod)))
}

/// Two posts: what of the one for contacts stands in addresses.
async fn said(alice: &mut Member, of: &mut Kinds) -> Vec<String> {
    let open = alice.post("open to all the web", "everyone").await;
    of.insert("public item", vec![open.link.rsplit('/').next().expect("an item").to_owned()]);
    let post = alice.post(SECRET, "contacts").await;
    let post: Vec<String> = post.link.split('/').skip(2).map(str::to_owned).collect();
    of.insert("post", vec![post[2].clone()]);
    post
}

/// A message that she wrote.
async fn written(alice: &mut Member, bob: &Member) -> String {
    alice.say(&bob.jid, SECRET).await.expect(200);
    let chat = alice.get(&format!("/chat/{}", bob.jid)).await.messages();
    chat[0].id.trim_start_matches("message-").to_owned()
}

/// Her picture, and a logo that was there before.
async fn drawn(pod: &TestPod, alice: &mut Member, of: &mut Kinds) {
    assert_eq!(pictures::send(alice, pictures::png(64, 64), "image/png", "me.png").await.0, 303);
    let settings = alice.get("/settings").await.expect(200);
    let faces = settings.attributes(r#"img[src^="/media/"]"#, "src");
    of.insert("picture", vec![faces[0].trim_start_matches("/media/").to_owned()]);
    of.insert("browser", settings.attributes(r#"[name="browser"]"#, "value"));
    assert_eq!(logos::send(alice, pictures::png(64, 64), "pot.png", "").await.0, 303);
    let logo = logos::shown(pod).await.expect("a logo");
    pod.deployment().cosse(&["pod", "logo", "remove", pod.host()]);
    let file = logo.trim_start_matches("/logo/");
    of.insert("logo file", vec![file.to_owned()]);
    of.insert("logo", vec![file.split('-').next().expect("a hash").to_owned()]);
}

/// Invitations: one for many, and one to run the pod.
fn invited(pod: &TestPod, of: &mut Kinds) {
    let made = [&["--uses", "9"], &["--role", "operator"]].map(|how| {
        let made = pod.deployment().cosse(&[&["invite", "create", "--pod", pod.host()], &how[..]].concat());
        made.trim().rsplit('/').next().expect("a code").to_owned()
    });
    of.insert("code", made.into());
}

/// What those who run it say, write down, and keep out.
async fn operated(pod: &TestPod, alice: &mut Member, of: &mut Kinds) {
    let (deployment, host) = (pod.deployment(), pod.host());
    let fields = [("title", SECRET), ("text", "In the evening.")];
    alice.browser.submit("/operate/announcements", "#announcement", &fields).await.expect(200);
    let fields = [("direction", "in"), ("amount", "50"), ("words", SECRET)];
    alice.browser.submit("/operate/funds", "#entry", &fields).await.expect(200);
    for kind in ["rules", "privacy", "legal"] {
        deployment.cosse(&["pod", "text", "set", host, kind, "--text", SECRET]);
    }
    of.insert("version", vec!["1".to_owned()]);
    deployment.cosse(&["block", "add", "spam.example", "--reason", "Spam", "--pod", host]);
    of.insert("blocked", vec!["spam.example".to_owned()]);
}

/// A report by nobody in particular.
async fn reported(pod: &TestPod, alice: &Member, of: &mut Kinds) {
    let about = format!("/report?member={}", alice.name);
    let receipt = pod.browser().submit(&about, "#report", &[("words", SECRET)]).await.expect(200);
    let key = receipt.path.trim_start_matches("/report/").to_owned();
    of.insert("report", vec![key.split('.').next().expect("an id").to_owned()]);
    of.insert("receipt", vec![key]);
}

/// A visit for support that nobody has come to yet.
async fn visited(pod: &TestPod, of: &mut Kinds) {
    let (mut browser, _) = admin::admin(pod.deployment(), "walker").await;
    let form = format!("{}/visit", admin::page_of(&mut browser, pod).await);
    let page = browser.submit(&form, "#visit", &[("reason", SECRET)]).await.expect(200);
    let link = page.attributes(".notice a", "href").remove(0);
    of.insert("visit link", vec![link.rsplit('/').next().expect("a token").to_owned()]);
}

/// Keys that only mails tell: that of her letterbox, and that of somebody who waits for a place.
async fn mailed(pod: &TestPod, postbox: &Postbox, alice: &mut Member, of: &mut Kinds) {
    let address = |name: &str| format!("{name}.{}@mail.test", pod.host().replace(".localhost", ""));
    let (hers, waits) = (address("alice"), address("walter"));
    let fields = [("email", hers.as_str()), ("present", PASSWORD)];
    alice.browser.submit("/settings/mail", "#letterbox", &fields).await.expect(200);
    let link = postbox.brings(&hers).await.link("/letterbox/");
    of.insert("letterbox key", vec![link.trim_start_matches("/letterbox/").to_owned()]);
    pod.deployment().cosse(&["pod", "set", pod.host(), "--members-max", "2"]);
    let mut browser = pod.browser();
    let form = eventually("the pod is full", async || browser.get("/register").await.form("#wait")).await;
    browser.send(&form.set("email", &waits)).await.expect(200);
    let link = postbox.brings(&waits).await.link("/confirm/");
    let key = link.trim_start_matches("/confirm/").to_owned();
    of.insert("waiter", vec![key.split('.').next().expect("an id").to_owned()]);
    of.insert("waiter's key", vec![key]);
    of.insert("email", vec![waits]);
    of.insert("command", vec![COMMAND.to_owned()]);
}

/// Rows as they would be if somebody had asked to be let in, a notice had not come, a wave had been undone, and a command had failed.
fn written_down(pod: &TestPod, bob: &Member) {
    let (deployment, now, of) =
        (pod.deployment(), "current_timestamp", format!("from hosts where host = '{}'", pod.host()));
    deployment.sql(&format!(
        "insert into applications (pod_id, id, email, language, reason, state, created_at) \
         select pod_id, '{REQUEST}', 'ada@mail.test', 'en', '{SECRET}', 'open', {now} {of}"
    ));
    deployment.sql(&format!(
        "insert into notices (pod_id, id, recipient, language, kind, detail, state, due_at, queued_at) \
         select pod_id, '{NOTICE}', '{}', 'en', 'requests-wait', '{{\"requests-wait\":{{\"asking\":1}}}}', \
         'failed', {now}, {now} {of}",
        bob.jid
    ));
    deployment
        .sql(&format!("insert into waves (pod_id, id, at, size) select pod_id, '{WAVE}', {now}, 1 {of}"));
    deployment.sql(&format!(
        "insert into waiting (pod_id, member_id, id, body, state, created_at) \
         select pod_id, id, '{COMMAND}', '{{}}', 'failed', {now} from members where jid = '{}' and {}",
        bob.jid,
        its(pod)
    ));
}

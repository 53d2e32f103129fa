//! Every address with something in it, tried with everything that another pod has. The addresses are read from the table itself,
//! so that a new one is tried, too.

use std::collections::BTreeSet;

use futures::future::join_all;
use reqwest::{Method, StatusCode};
use testpod::page::{PUBLISH, SIGN_IN};
use testpod::{Browser, Member, Postbox, TestPod, eventually};

use super::things::{SECRET, Things, WORD, all_are_there, taken};
use crate::api;

/// The table of all addresses.
const TABLE: &str = include_str!("../../crates/server/src/routes.rs");

/// Pages about what this pod has not: accounts that Cosse looks after, members who are suspended after a report, and invitations of members.
const NOBODYS: [&str; 5] = [
    "/recover/{segment}",
    "/verdict/{segment}",
    "/operate/members/{segment}/account-suspend",
    "/operate/members/{segment}/reset",
    "/settings/invites/{segment}/revoke",
];

/// Lists that begin behind a thing, or are searched for one, and of which kind that is.
const BEHIND: [(&str, &str); 11] = [
    ("/feed?before=", "post"),
    ("/operate/members?q=", "handle"),
    ("/operate/members?after=", "member"),
    ("/operate/invites?before=", "invite"),
    ("/operate/invites/tree?of=", "member"),
    ("/operate/invites/tree?after=", "member"),
    ("/operate/reports?show=all&before=", "report"),
    ("/operate/reports?show=all&after=", "report"),
    ("/operate/mails?before=", "mail"),
    ("/operate/notices?before=", "notice"),
    ("/operate/blocks?after=", "blocked"),
];

/// Forms with nothing in their addresses that are not for members alone: ways in, and what is done already where nobody is signed in.
const ANYBODYS: [&str; 10] = [
    "/login",
    "/register",
    "/recover",
    "/recover/mail",
    "/waiting-list",
    "/guest",
    "/report",
    "/logout",
    "/settings/leave/undo",
    "/visit/end",
];

struct Address {
    method: Method,
    path: &'static str,
}

impl Address {
    /// People and their chats are the network's: any pod may have a page on anybody, and write to them. What such a page shows is looked at.
    fn is_of_the_network(&self) -> bool {
        ["/contact/", "/chat/"].iter().any(|start| self.path.starts_with(start))
    }

    /// The address with that in its segment, if it has one.
    fn with(&self, things: &Things, thing: &str) -> String {
        let path = self.path.replace("{handle}", &things.kind("handle")[0]);
        let path = ["{service}", "{node}", "{item}"]
            .iter()
            .zip(&things.post)
            .fold(path, |path, (name, value)| path.replace(name, value));
        let path = path.replace("{segment}", thing).replace("{hash}", thing);
        assert!(!path.contains('{'), "say here what is in {path}");
        path
    }

    fn has_segment(&self) -> bool {
        ["{segment}", "{hash}"].iter().any(|name| self.path.contains(name))
    }

    /// With each thing of the kind that it takes.
    fn fitting(&self, things: &Things) -> Vec<String> {
        if !self.has_segment() {
            return vec![self.with(things, "")];
        }
        things.kind(taken(self.path)).iter().map(|it| self.with(things, it)).collect()
    }

    /// With each thing of any kind.
    fn with_all(&self, things: &Things) -> Vec<String> {
        if !self.has_segment() {
            return vec![self.with(things, "")];
        }
        let all = if self.is_of_the_network() { things.kind("jid").iter().collect() } else { things.all() };
        all.into_iter().map(|it| self.with(things, it)).collect()
    }
}

/// The addresses of a pod.
fn all_addresses() -> impl Iterator<Item = Address> {
    let (_, rest) = TABLE.split_once("pub fn pod(").expect("the addresses of a pod");
    let (table, _) = rest.split_once("/// On every host").expect("their end");
    let address = |route: &'static str| Address {
        method: if route.contains("web::post()") { Method::POST } else { Method::GET },
        path: route.split('"').nth(1).expect("a path"),
    };
    table.split(".route(").skip(1).map(address)
}

/// Those that have something in them.
fn addresses() -> Vec<Address> {
    all_addresses().filter(|it| it.path.contains('{')).collect()
}

/// Those of pages that have nothing in them, and of lists behind each thing; with that thing.
fn lists(things: &Things) -> Vec<(String, &str)> {
    // the stream has no end, and a test of its own
    let pages = all_addresses().filter(|it| it.method == Method::GET && it.path != "/events");
    let whole = pages.filter(|it| !it.path.contains('{')).map(|it| (it.path.to_owned(), ""));
    let behind = BEHIND.iter().flat_map(|(path, kind)| {
        things.kind(kind).iter().map(move |it| (format!("{path}{it}"), it.as_str()))
    });
    whole.chain(behind).collect()
}

/// What tells of the things is shown there to somebody: beside what is asked for, which a page may say again.
async fn shown(browser: &Browser, things: &Things) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    for (path, asked) in lists(things) {
        let answer = browser.request(Method::GET, &path).send().await.expect("an answer");
        assert!(!answer.status().is_server_error(), "{path}: {}", answer.status());
        let body = answer.text().await.expect("an answer");
        let words = things.telling().into_iter().filter(|it| *it != asked && body.contains(it));
        shown.extend(words.map(|it| format!("{it} at {path}")));
    }
    shown
}

/// What a visitor is where she is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Operator,
    Member,
    Nobody,
}

/// Somebody of another pod, or nobody, with a good token for forms.
struct Visitor {
    browser: Browser,
    token: String,
    role: Role,
}

impl Visitor {
    async fn member(mut member: Member, role: Role) -> Self {
        let token = member.browser.form("/feed", PUBLISH).await.value("csrf").expect("a token").to_owned();
        Self { browser: member.browser, token, role }
    }

    async fn nobody(mut browser: Browser) -> Self {
        let token = browser.form("/login", SIGN_IN).await.value("csrf").expect("a token").to_owned();
        Self { browser, token, role: Role::Nobody }
    }

    /// Tries every address with every thing, and whatever names something elsewhere than in the address; how often.
    async fn walks(&self, addresses: &[Address], things: &Things) -> usize {
        let mut tried = 0;
        for address in addresses {
            for path in address.with_all(things) {
                self.tries(address, &path, &things.message).await;
                tried += 1;
            }
        }
        self.names(things).await;
        tried
    }

    async fn tries(&self, address: &Address, path: &str, message: &str) {
        let fields = [("body", "uninvited"), ("id", "1"), ("message", message), ("composing", "0")];
        let (status, to) = self.sends(address.method.clone(), path, &fields).await;
        let what = format!("{} {path} was answered with {status} {to}", address.method);
        match address.path {
            _ if self.role == Role::Nobody && to.starts_with("/login") => {}
            _ if address.is_of_the_network() => assert!(!status.is_server_error(), "{what}"),
            // what is not there, and what was there, is worth the same
            "/invite/{segment}" | "/recover/{segment}" => assert_eq!(status, StatusCode::GONE, "{what}"),
            // pressed twice is done once: what is gone is done
            "/waiting/{segment}/again" | "/waiting/{segment}/discard" => {
                assert!(matches!(status.as_u16(), 303 | 404), "{what}");
            }
            _ => assert_eq!(status, StatusCode::NOT_FOUND, "{what}"),
        }
    }

    /// Sends a form, or asks for a page: the status, and where it leads on to.
    async fn sends(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let request = self.browser.request(method.clone(), path);
        let form = [&[("csrf", self.token.as_str())], fields].concat();
        let request = if method == Method::POST { request.form(&form) } else { request };
        let answer = request.send().await.expect("an answer");
        let (status, to) = (answer.status(), answer.headers().get("location").cloned());
        let to = to.map(|to| to.to_str().expect("an address").to_owned()).unwrap_or_default();
        let body = answer.text().await.expect("an answer");
        assert!(!body.contains(SECRET), "{path} shows it");
        (status, to)
    }

    /// Forms of the console and of one's own settings that name something in a field: another pod's is not there, which is answered as if
    /// it were done, or is nothing.
    async fn names(&self, things: &Things) {
        for (path, field, kind, statuses) in [
            ("/operate/waves", "members", "member", [404, 404]),
            ("/operate/blocks/remove", "subject", "blocked", [303, 303]),
            ("/operate/branding/logo/forget", "logo", "logo", [303, 303]),
            ("/operate/branding/logo/restore", "logo", "logo", [303, 303]),
            ("/settings/browsers", "browser", "browser", [303, 303]),
            ("/report", "member", "handle", [404, 404]),
            ("/operate/guest", "jid", "jid", [303, 422]),
        ] {
            for thing in things.kind(kind) {
                let answer = self.sends(Method::POST, path, &[(field, thing)]).await;
                self.is_told(answer, statuses, &format!("{path} of {thing}"));
            }
        }
        for (path, kind, expected) in [
            ("/operate/waves?by=invite&invite=", "invite", [422, 422]),
            ("/report?member=", "handle", [404, 404]),
            ("/register?invite=", "code", [200, 303]),
        ] {
            for thing in things.kind(kind) {
                let path = format!("{path}{thing}");
                self.is_told(self.sends(Method::GET, &path, &[]).await, expected, &path);
            }
        }
        let (service, item) = (things.kind("jid")[0].as_str(), things.kind("post")[0].as_str());
        let fields =
            [("service", service), ("node", "urn:xmpp:microblog:0"), ("item", item), ("kind", "spam")];
        let (status, to) = self.sends(Method::POST, "/report", &fields).await;
        assert_eq!(status.as_u16(), 404, "a report of what is not there: {to}");
    }

    /// One of these is the answer to who may ask; to others the console is not there, and nobody has settings.
    fn is_told(&self, (status, to): (StatusCode, String), expected: [u16; 2], what: &str) {
        let good = match self.role {
            Role::Member if what.starts_with("/operate") => status == StatusCode::NOT_FOUND,
            Role::Nobody if what.starts_with("/operate") || what.starts_with("/settings") => {
                status == StatusCode::NOT_FOUND || to.starts_with("/login")
            }
            _ => expected.contains(&status.as_u16()),
        };
        assert!(good, "{what}: {status} {to}");
    }
}

/// Each thing is there, where it is: a walk with words that lead nowhere anywhere would prove nothing.
async fn all_is_at_home(alice: &mut Member, things: &Things, addresses: &[Address]) {
    let pages = addresses.iter().filter(|it| it.method == Method::GET && !it.is_of_the_network());
    for address in pages.filter(|it| !NOBODYS.contains(&it.path)) {
        for path in address.fitting(things) {
            let what = format!("{path} is there");
            eventually(&what, async || (alice.get(&path).await.status == 200).then_some(())).await;
        }
    }
}

#[test]
fn each_address_says_what_it_takes_and_there_is_no_other() {
    let addresses = addresses();
    assert!(addresses.len() > 20, "the table was read: {}", addresses.len());
    let kinds: Vec<&str> = addresses.iter().filter(|it| it.has_segment()).map(|it| taken(it.path)).collect();
    assert!(kinds.contains(&WORD) && kinds.contains(&"member"), "{kinds:?}");
    all_are_there(&addresses.iter().map(|it| it.path).collect::<Vec<_>>());
}

#[tokio::test]
async fn each_form_of_members_leads_whoever_is_not_signed_in_to_sign_in_and_does_nothing() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let forms = all_addresses().filter(|it| it.method == Method::POST && !it.path.contains('{'));
    let forms: Vec<&str> = forms.map(|it| it.path).collect();
    assert!(ANYBODYS.iter().all(|path| forms.contains(path)), "say no more than there is");
    assert!(forms.contains(&"/contacts") && forms.contains(&"/settings/delete"), "{forms:?}");
    let (nobody, before) = (Visitor::nobody(pod.browser()).await, Things::kept(&pod));
    let fields = [("jid", alice.jid.as_str()), ("body", "uninvited"), ("handle", "taken")];
    for path in forms.into_iter().filter(|path| !ANYBODYS.contains(path)) {
        let (status, to) = nobody.sends(Method::POST, path, &fields).await;
        assert!(status == 303 && to.starts_with("/login"), "{path}: {status} {to}");
    }
    assert_eq!(Things::kept(&pod), before, "nothing has changed");
    assert!(alice.is_signed_in().await);
}

#[tokio::test]
async fn no_address_of_a_pod_has_anything_of_another() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let (eve, fred) = (other.sign_up("eve").await, other.sign_up("fred").await);
    deployment.cosse(&["operator", "grant", &eve.jid, "--pod", other.host()]);
    let mut things = Things::of(&pod, &postbox).await;
    let (addresses, mut alice) = (addresses(), things.alice.clone());
    all_is_at_home(&mut alice, &things, &addresses).await;
    let operator = Visitor::member(eve, Role::Operator).await;
    let (member, nobody) =
        (Visitor::member(fred, Role::Member).await, Visitor::nobody(other.browser()).await);
    // before they try anything: what they try with is theirs to read
    assert!(shown(&alice.browser, &things).await.len() > 15, "at home it is shown");
    for visitor in [&operator, &member, &nobody] {
        assert_eq!(shown(&visitor.browser, &things).await, BTreeSet::new());
    }
    assert!(api::in_lists(&pod, &things).await.len() > 10, "at home it is listed");
    assert_eq!(api::in_lists(&other, &things).await, BTreeSet::new());
    let before = Things::kept(&pod);
    // at once: one after the other they would take thrice as long
    let walks = [&operator, &member, &nobody].map(|visitor| visitor.walks(&addresses, &things));
    let tried = join_all(walks).await;
    assert!(tried[0] > 1_000 && tried.iter().all(|it| *it == tried[0]), "all try all: {tried:?}");
    api::finds_nothing_of_another(&other, &things).await;
    assert_eq!(Things::kept(&pod), before, "nothing of it has changed");
    let said = alice.sees(SECRET).await;
    assert!(!alice.get(&said.link).await.expect(200).says("uninvited"));
    assert!(things.second.is_signed_in().await, "her browser is not theirs to end");
}

//! Every address with something in it, tried with everything that another pod has. The addresses are read from the table itself,
//! so that a new one is tried, too.

use reqwest::{Method, StatusCode};
use testpod::page::{PUBLISH, SIGN_IN};
use testpod::{Browser, Member, TestPod};

use crate::{logos, pictures};

/// The table of all addresses.
const TABLE: &str = include_str!("../../crates/server/src/routes.rs");

/// What is said in the pod that is looked at from outside.
const SECRET: &str = "said in the other house";

struct Address {
    method: Method,
    path: &'static str,
}

impl Address {
    /// People and their chats are the network's: any pod may have a page on anybody, and write to them. What such a page shows is looked at.
    fn is_of_the_network(&self) -> bool {
        ["/contact/", "/chat/"].iter().any(|start| self.path.starts_with(start))
    }
}

/// The addresses of a pod that have something in them.
fn addresses() -> Vec<Address> {
    let (_, rest) = TABLE.split_once("pub fn pod(").expect("the addresses of a pod");
    let (table, _) = rest.split_once("/// On every host").expect("their end");
    let address = |route: &'static str| Address {
        method: if route.contains("web::post()") { Method::POST } else { Method::GET },
        path: route.split('"').nth(1).expect("a path"),
    };
    table.split(".route(").skip(1).map(address).filter(|it| it.path.contains('{')).collect()
}

/// What a pod has, as it is written in addresses.
struct Things {
    jid: String,
    name: String,
    post: Vec<String>,
    others: Vec<String>,
}

impl Things {
    async fn of(pod: &TestPod, alice: &mut Member, friend: &str) -> Self {
        let post = alice.post(SECRET, "contacts").await;
        alice.say(friend, SECRET).await.expect(200);
        assert_eq!(pictures::send(alice, pictures::png(64, 64), "image/png", "me.png").await.0, 303);
        let settings = alice.get("/settings").await.expect(200);
        let faces = settings.attributes(r#"img[src^="/media/"]"#, "src");
        pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
        assert_eq!(logos::send(alice, pictures::png(64, 64), "pot.png", "").await.0, 303);
        let logo = logos::shown(pod).await.expect("a logo");
        let chat = alice.get(&format!("/chat/{friend}")).await.messages();
        let made = pod.deployment().cosse(&["invite", "create", "--pod", pod.host(), "--uses", "9"]);
        let listed = pod.deployment().cosse(&["invite", "list", "--pod", pod.host()]);
        let host = pod.host();
        pod.deployment().cosse(&["announce", SECRET, "--pod", host]);
        let said = alice.get("/feed").await.attributes("form[action$='/close']", "action");
        let mut others = settings.attributes(r#"[name="browser"]"#, "value");
        others.push(said[0].split('/').nth(2).expect("its id").to_owned());
        others.push(faces[0].trim_start_matches("/media/").to_owned());
        others.push(logo.trim_start_matches("/logo/").to_owned());
        others.extend(chat.iter().map(|it| it.id.trim_start_matches("message-").to_owned()));
        others.push(made.trim().rsplit('/').next().expect("a code").to_owned());
        others.push(listed.split_whitespace().next().expect("an id").to_owned());
        others.extend([alice.name.clone(), alice.jid.clone()]);
        let about = format!("/report?member={}", alice.name);
        let receipt = pod.browser().submit(&about, "#report", &[("words", SECRET)]).await.expect(200);
        let key = receipt.path.trim_start_matches("/report/");
        others.extend([key.to_owned(), key.split('.').next().expect("an id").to_owned()]);
        let post: Vec<String> = post.link.split('/').skip(2).map(str::to_owned).collect();
        others.push(post[2].clone());
        Self { jid: alice.jid.clone(), name: alice.name.clone(), post, others }
    }

    /// The address with everything in it that fits.
    fn put_into(&self, address: &Address) -> Vec<String> {
        let path = address.path.replace("{handle}", &self.name);
        let path = ["{service}", "{node}", "{item}"]
            .iter()
            .zip(&self.post)
            .fold(path, |path, (name, value)| path.replace(name, value));
        let open = path.find('{').zip(path.find('}'));
        let Some(name) = open.map(|(start, end)| path[start..=end].to_owned()) else { return vec![path] };
        assert!(["{segment}", "{hash}"].contains(&name.as_str()), "say here what {name} of {path} is");
        if address.is_of_the_network() {
            return vec![path.replace(&name, &self.jid)];
        }
        self.others.iter().map(|it| path.replace(&name, it)).collect()
    }
}

/// Somebody of another pod, or nobody, with a good token for forms.
struct Visitor {
    browser: Browser,
    token: String,
    is_signed_in: bool,
}

impl Visitor {
    async fn member(mut member: Member) -> Self {
        let token = member.browser.form("/feed", PUBLISH).await.value("csrf").expect("a token").to_owned();
        Self { browser: member.browser, token, is_signed_in: true }
    }

    async fn nobody(mut browser: Browser) -> Self {
        let token = browser.form("/login", SIGN_IN).await.value("csrf").expect("a token").to_owned();
        Self { browser, token, is_signed_in: false }
    }

    async fn tries(&self, address: &Address, path: &str) {
        let request = self.browser.request(address.method.clone(), path);
        let fields = [("csrf", self.token.as_str()), ("body", "uninvited"), ("id", "1")];
        let request = if address.method == Method::POST { request.form(&fields) } else { request };
        let answer = request.send().await.expect("an answer");
        let (status, to) = (answer.status(), answer.headers().get("location").cloned());
        let to = to.map(|to| to.to_str().expect("an address").to_owned()).unwrap_or_default();
        let body = answer.text().await.expect("an answer");
        assert!(!body.contains(SECRET), "{path} shows it");
        let what = format!("{} {path} was answered with {status} {to}", address.method);
        match address.path {
            _ if !self.is_signed_in && to.starts_with("/login") => {}
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
}

#[tokio::test]
async fn no_address_of_a_pod_has_anything_of_another() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    let mut second = pod.sign_in(&alice.jid).await;
    let (eve, fred) = (other.sign_up("eve").await, other.sign_up("fred").await);
    other.deployment().cosse(&["operator", "grant", &eve.jid, "--pod", other.host()]);
    let things = Things::of(&pod, &mut alice, &pod.sign_up("bob").await.jid).await;
    let addresses = addresses();
    assert!(addresses.len() > 20, "the table was read: {}", addresses.len());
    for visitor in
        [Visitor::member(eve).await, Visitor::member(fred).await, Visitor::nobody(other.browser()).await]
    {
        for address in &addresses {
            for path in things.put_into(address) {
                visitor.tries(address, &path).await;
            }
        }
    }
    let said = alice.sees(SECRET).await;
    assert!(!alice.get(&said.link).await.expect(200).says("uninvited"));
    assert!(second.is_signed_in().await, "her browser is not theirs to end");
    let invites = pod.deployment().cosse(&["invite", "list", "--pod", pod.host()]);
    assert!(invites.contains("0/9 used"), "{invites}");
}

//! A pod from nothing to full, by each of those who make pods: in the console, by command line, by a program. It gets a plan and a domain
//! of its own, is handed to an operator by mail, fills up, and says so; who waits comes in once there is room.

use std::sync::Arc;

use serde_json::json;
use testpod::page::REGISTER;
use testpod::{ALPHA, Browser, Deployment, PASSWORD, Postbox, Server, Xmpp, eventually, eventually_ok};

use super::api::{ALL, Program};

const HOST: &str = "canteen.localhost";
const DOMAIN: &str = "canteen.alpha.test";

/// The address of whoever is to run it, and of who comes too late.
const NOVICE: &str = "novice@mail.test";
const LATE: &str = "late@mail.test";

/// A deployment that makes domains and sends mail.
struct Scene {
    deployment: Arc<Deployment>,
    postbox: Postbox,
}

impl Scene {
    fn new() -> Self {
        let (server, postbox) = (Server::administered(), Postbox::fresh());
        let mut settings = server.admin_settings(&[DOMAIN]);
        settings.extend(postbox.settings());
        let settings: Vec<(&'static str, &str)> =
            settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Self { deployment: Deployment::on(server, &settings), postbox }
    }

    fn browser(&self) -> Browser {
        self.deployment.browser(HOST)
    }

    /// The link in the mail leads whoever is to run it to an account on the pod's own domain, and to its console.
    async fn is_handed_over(&self) {
        eventually_ok("the domain is ready", async || {
            let said = self.deployment.cosse(&["pod", "domain", "show", HOST, "--json"]);
            let shown: serde_json::Value = serde_json::from_str(&said).expect("JSON");
            if shown["standing"] == "ready" { Ok(()) } else { Err(said) }
        })
        .await;
        let link = self.postbox.brings(NOVICE).await.link("/invite/");
        let mut operator = self.browser();
        self.joins(&mut operator, &link, "novice").await;
        operator.get("/operate").await.expect(200);
        let (server, jid) = (self.deployment.server().address(), format!("novice@{DOMAIN}"));
        assert!(Xmpp::is_password(server, &jid, PASSWORD).await, "any client signs in with it");
    }

    /// Somebody follows an invitation and signs up by it.
    async fn joins(&self, browser: &mut Browser, link: &str, name: &str) {
        let invited = browser.get(link).await.expect(200);
        let to = invited.attributes("a[href^='/register?']", "href").remove(0);
        browser.submit(&to, REGISTER, &[("username", name), ("password", PASSWORD)]).await.expect(200);
        assert!(browser.get("/feed").await.path.starts_with("/feed"), "{name} is in");
    }

    /// The directory has it, or has it no more.
    async fn is_listed(&self, listed: bool) {
        eventually(&format!("whether it is listed: {listed}"), async || {
            let page = self.deployment.platform().get(&format!("/pods?q={HOST}")).await.expect(200);
            let cards = page.texts("article.pod .address");
            (cards.iter().any(|it| it == HOST) == listed).then_some(())
        })
        .await;
    }

    /// A stranger takes the last place; who comes after that waits.
    async fn fills(&self) {
        self.is_listed(true).await;
        let mut second = self.browser();
        let form = second.form("/register", REGISTER).await.set("username", "second");
        second.send(&form.set("password", PASSWORD)).await.expect(200);
        self.is_listed(false).await;
        let mut late = self.browser();
        let full = eventually("it says that it is full", async || {
            let page = late.get("/register").await.expect(200);
            page.form(REGISTER).is_none().then_some(page)
        })
        .await;
        assert!(full.says("is full") && full.form("#wait").is_some(), "{}", full.text());
        late.submit("/register", "#wait", &[("email", LATE)]).await.expect(200);
        let link = self.postbox.brings(LATE).await.link("/confirm/");
        let page = late.submit(&link, "form[action$='/confirm']", &[]).await.expect(200);
        assert!(page.says("You are next"), "{}", page.text());
    }

    /// There is one place more, and it is for who waits.
    async fn has_room_again(&self) {
        let offer = self.postbox.brings_nth(LATE, 2).await.link("/invite/");
        self.joins(&mut self.browser(), &offer, "third").await;
        self.is_listed(false).await;
    }
}

#[tokio::test]
async fn in_the_console() {
    let scene = Scene::new();
    let admin = format!("founder@{ALPHA}");
    scene.deployment.cosse(&["admin", "grant", &admin]);
    let said = scene.deployment.cosse(&["admin", "link", &admin]);
    let (_, token) = said.split_once("/setup/").expect("a link");
    let token = token.split_whitespace().next().expect("its token");
    let mut browser = scene.deployment.platform();
    browser.submit(&format!("/setup/{token}"), "#setup", &[]).await.expect(200);
    let plan = [("name", "tiny"), ("members", "2"), ("media", "1"), ("sessions", "9"), ("signups", "9")];
    browser.submit("/admin/plans", "#plan", &plan).await.expect(200);
    let new = [
        ("name", "Canteen"),
        ("host", HOST),
        ("registration", "open"),
        ("domain_kind", "managed"),
        ("domain", DOMAIN),
        ("plan", "tiny"),
        ("email", NOVICE),
    ];
    browser.submit("/admin/pods/new", "#new-pod", &new).await.expect(200);
    scene.is_handed_over().await;
    scene.fills().await;
    let found = browser.get(&format!("/admin?q={HOST}")).await.expect(200);
    let mine = found.attributes("a.who", "href").remove(0);
    let page = browser.get(&mine).await.expect(200);
    assert!(page.says("2 of 2") && page.says("full"), "{}", page.text());
    browser.submit(&mine, "#limits", &[("plan", ""), ("members", "3")]).await.expect(200);
    scene.has_room_again().await;
    assert!(browser.get(&mine).await.expect(200).says("3 of 3"));
}

#[tokio::test]
async fn by_command_line() {
    let scene = Scene::new();
    let cosse = |arguments: &[&str]| scene.deployment.cosse(arguments);
    cosse(&["plan", "set", "tiny", "--members-max", "2"]);
    cosse(&["pod", "create", HOST, "--name", "Canteen", "--plan", "tiny", "--registration", "open"]);
    cosse(&["pod", "domain", "set", HOST, "managed", DOMAIN]);
    cosse(&["invite", "create", "--pod", HOST, "--role", "operator", "--mail", NOVICE]);
    scene.is_handed_over().await;
    scene.fills().await;
    let shown = cosse(&["pod", "show", HOST, "--json"]);
    for figure in ["\"members_used\":2", "\"members_max\":2", "\"plan\":\"tiny\"", "\"waiting\":1"] {
        assert!(shown.contains(figure), "{figure}: {shown}");
    }
    cosse(&["plan", "set", "tiny", "--members-max", "3"]);
    scene.has_room_again().await;
    assert!(cosse(&["pod", "show", HOST, "--json"]).contains("\"members_used\":3"));
}

#[tokio::test]
async fn by_a_program() {
    let scene = Scene::new();
    let program = Program::new(&scene.deployment, ALL, &[]);
    program.put("/api/v1/plans/tiny", json!({ "members_max": 2 })).await.expect(200);
    let new = json!({
        "host": HOST, "name": "Canteen", "registration": "open", "plan": "tiny",
        "xmpp_domain_kind": "managed", "xmpp_domain": DOMAIN,
    });
    let made = program.post("/api/v1/pods", new).await.expect(201);
    let path = format!("/api/v1/pods/{}", made["id"].as_str().expect("its id"));
    let invite = json!({ "role": "operator", "mail": NOVICE });
    program.post(&format!("{path}/invites"), invite).await.expect(201);
    scene.is_handed_over().await;
    scene.fills().await;
    let quotas = program.get(&format!("{path}/quotas")).await.expect(200);
    assert_eq!((&quotas["members"], &quotas["full"]), (&json!({ "used": 2, "max": 2 }), &json!(true)));
    let operators = program.get(&format!("{path}/operators")).await.expect(200);
    assert!(operators.to_string().contains(&format!("novice@{DOMAIN}")), "{operators}");
    program.patch(&format!("{path}/quotas"), json!({ "members_max": 3 })).await.expect(200);
    scene.has_room_again().await;
    let quotas = program.get(&format!("{path}/quotas")).await.expect(200);
    assert_eq!(quotas["members"], json!({ "used": 3, "max": 3 }));
}

//! What our module of Prosody does with room for uploads that it is lent: said to it as Cosse does, and late, or without a number. And
//! that it listens to nobody who does not show its secret.

use std::fs;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use testpod::{PASSWORD, Server, Xmpp};

const DOMAIN: &str = "cantine.alpha.test";
const POD: &str = "0197f3a0-0000-7000-8000-000000000001";

/// The module of a server, with its secret.
pub(crate) struct Module {
    address: String,
    secret: String,
}

impl Module {
    pub(crate) fn of(server: &Server) -> Self {
        let settings = server.admin_settings(&[]);
        let of = |name: &str| settings.iter().find(|(other, _)| *other == name).expect("a setting").1.clone();
        let secret = fs::read_to_string(of("COSSE_PROSODY_SECRET_FILE")).expect("the secret");
        Self { address: of("COSSE_PROSODY_ADMIN"), secret: secret.trim().to_owned() }
    }

    /// Its answer, with how it went.
    pub(crate) async fn asks(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let shown = format!("Bearer {}", self.secret);
        self.asks_as(Some(shown.as_str()), method, path, body).await
    }

    /// The same of whoever shows that, or nothing.
    async fn asks_as(&self, shown: Option<&str>, method: Method, path: &str, body: Value) -> (u16, Value) {
        let client = Client::builder().no_proxy().pool_max_idle_per_host(0).build().expect("a client");
        let request = client.request(method, format!("{}/cosse/{path}", self.address));
        let request = request.header(CONTENT_TYPE, "application/json");
        let request = shown.iter().fold(request, |request, shown| request.header(AUTHORIZATION, *shown));
        let answer = request.body(body.to_string()).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("the whole answer");
        (status, serde_json::from_str(&text).expect("JSON"))
    }

    /// Has the pod there, with so many bytes; what it holds then, and by which number.
    async fn lends(&self, total: u64, turn: Option<u64>) -> (Value, Value) {
        let mut wish = json!({ "alone": true, "open": true, "sign_up": "x", "total": total, "each": 500 });
        if let Some(turn) = turn {
            wish["turn"] = json!(turn);
        }
        let (status, mut held) = self.asks(Method::PUT, &format!("hosts/{DOMAIN}/pods/{POD}"), wish).await;
        assert_eq!(status, 200, "{held}");
        (held["total"].take(), held["turn"].take())
    }

    /// Has the pod, which has given the domain up, upload no more than that; what it holds then, and by which number.
    async fn leaves_room(&self, total: u64, turn: u64) -> (Value, Value) {
        let wish = json!({ "total": total, "turn": turn });
        let path = format!("hosts/{DOMAIN}/pods/{POD}/room");
        let (status, mut held) = self.asks(Method::PUT, &path, wish).await;
        assert_eq!((status, &held["uploaded"]), (200, &json!(0)), "{held}");
        (held["total"].take(), held["turn"].take())
    }

    async fn drops(&self) {
        let path = format!("hosts/{DOMAIN}/pods/{POD}");
        let (status, said) = self.asks(Method::DELETE, &path, json!({})).await;
        assert_eq!(status, 200, "{said}");
    }
}

/// What is held, and by which number.
fn held(total: u64, turn: u64) -> (Value, Value) {
    (json!(total), json!(turn))
}

#[tokio::test]
async fn a_loan_that_comes_late_is_not_taken_and_that_is_said_also_after_a_restart_and_after_the_pod_left() {
    let server = Server::administered();
    let module = Module::of(&server);
    assert_eq!(module.lends(900, Some(5)).await, held(900, 5));
    assert_eq!(module.lends(400, Some(7)).await, held(400, 7));
    assert_eq!(module.lends(900, Some(6)).await, held(400, 7), "it is late");
    assert_eq!(module.lends(400, Some(8)).await, held(400, 8), "the same with another number");
    server.stop();
    server.start();
    assert_eq!(module.lends(900, Some(7)).await, held(400, 8), "it is as late as before");
    module.drops().await;
    assert_eq!(module.lends(900, Some(7)).await, held(0, 8), "nobody is there, and it brings nobody back");
    let (status, _) = module.asks(Method::GET, &format!("hosts/{DOMAIN}"), json!({})).await;
    assert_eq!(status, 404);
    assert_eq!(module.lends(900, Some(9)).await, held(900, 9));
}

#[tokio::test]
async fn who_says_no_number_raises_nothing_beside_one_who_does_and_has_the_say_where_nobody_does() {
    let server = Server::administered();
    let module = Module::of(&server);
    assert_eq!(module.lends(300, None).await, (json!(300), Value::Null));
    assert_eq!(module.lends(600, None).await, (json!(600), Value::Null), "an older Cosse alone");
    assert_eq!(module.lends(500, Some(5)).await, held(500, 5));
    assert_eq!(module.lends(900, None).await, held(500, 5), "an older one that runs beside");
    assert_eq!(module.lends(200, None).await, held(200, 5), "less is always taken");
    server.stop();
    server.start();
    assert_eq!(module.lends(900, None).await, held(200, 5), "nobody knows how long ago the other one spoke");
    assert_eq!(module.lends(900, Some(6)).await, held(900, 6));
}

#[tokio::test]
async fn a_pod_that_gave_a_domain_up_has_less_room_there_and_never_more_and_all_else_stays() {
    let server = Server::administered();
    let module = Module::of(&server);
    assert_eq!(module.leaves_room(0, 1).await, held(0, 1), "it is not there");
    assert_eq!(module.lends(900, Some(2)).await, held(900, 2));
    assert_eq!(module.leaves_room(0, 1).await, held(900, 2), "it is late");
    assert_eq!(module.leaves_room(0, 3).await, held(0, 3));
    assert_eq!(module.leaves_room(900, 4).await, held(0, 4));
    assert_eq!(module.lends(900, Some(3)).await, held(0, 4), "from before it was given up");
    let (status, _) = module.asks(Method::GET, &format!("hosts/{DOMAIN}"), json!({})).await;
    assert_eq!(status, 200, "people sign in there");
    let (status, _) = module.asks(Method::PUT, &format!("hosts/{DOMAIN}/pods/{POD}/room"), json!({})).await;
    assert_eq!(status, 400);
    assert_eq!(module.lends(900, Some(5)).await, held(900, 5), "it is the pod's again");
}

#[tokio::test]
async fn who_shows_no_secret_or_another_one_hears_nothing_and_changes_nothing() {
    let server = Server::administered();
    let module = Module::of(&server);
    assert_eq!(module.lends(900, Some(5)).await, held(900, 5));
    let (host, other) = (format!("hosts/{DOMAIN}"), "hosts/lanterne.alpha.test");
    let pod = format!("{host}/pods/{POD}");
    let (account, mallory) = (format!("{pod}/accounts/alice"), format!("{pod}/accounts/mallory"));
    let (status, said) = module.asks(Method::PUT, &account, json!({ "password": PASSWORD })).await;
    assert_eq!(status, 200, "{said}");
    let wish = json!({ "alone": true, "open": true, "sign_up": "x", "total": 1, "each": 1, "turn": 9 });
    let guess = json!({ "password": "a guess of mine" });
    let asked = [
        (Method::GET, "health".to_owned(), json!({})),
        (Method::GET, "questions".to_owned(), json!({})),
        (Method::GET, account.clone(), json!({})),
        (Method::PUT, pod.clone(), wish.clone()),
        (Method::PUT, format!("{other}/pods/{POD}"), wish),
        (Method::PUT, format!("{pod}/room"), json!({ "total": 0, "turn": 9 })),
        (Method::PUT, mallory.clone(), guess.clone()),
        (Method::PUT, format!("{account}/password"), guess),
        (Method::PUT, format!("{account}/suspension"), json!({})),
        (Method::DELETE, account, json!({})),
        (Method::DELETE, pod, json!({})),
        (Method::DELETE, format!("pods/{POD}"), json!({})),
    ];
    let (longer, bare) = (format!("Bearer {}x", module.secret), module.secret.as_str());
    for shown in [None, Some("Basic YTpi"), Some("Bearer a guess"), Some(longer.as_str()), Some(bare)] {
        for (method, path, body) in &asked {
            let (status, said) = module.asks_as(shown, method.clone(), path, body.clone()).await;
            assert_eq!(status, 401, "{shown:?} {method} {path}: {said}");
            assert_eq!(said, json!({ "error": "this is not the secret" }), "{shown:?} {method} {path}");
        }
    }
    assert!(Xmpp::is_password(server.address(), &format!("alice@{DOMAIN}"), PASSWORD).await);
    for (path, there) in [(host.as_str(), 200), (other, 404)] {
        assert_eq!(module.asks(Method::GET, path, json!({})).await.0, there, "{path}");
    }
    let (status, found) = module.asks(Method::GET, &mallory, json!({})).await;
    assert_eq!((status, &found["gone"]), (200, &json!(true)), "nobody made it: {found}");
    assert_eq!(module.lends(900, Some(6)).await, held(900, 6), "by no higher number was anything lent");
}

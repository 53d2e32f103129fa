//! What those who run a pod say and keep, and what those who look after the deployment do: by programs.

use std::collections::BTreeSet;

use testpod::{Page, Xmpp};

use super::*;
use crate::invites::joins;
use crate::pictures::png;

/// What nobody has.
const NOTHING: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// Sends a picture as a body.
async fn draws(program: &Program, path: &str, picture: Vec<u8>) -> Told {
    let request = program.browser.request(Method::PUT, path);
    let request = request.header(AUTHORIZATION, format!("Bearer {}", program.secret));
    told(request.header(CONTENT_TYPE, "image/png").body(picture)).await
}

/// Whether an answer is as the document says.
async fn is_documented(deployment: &Arc<Deployment>, method: &str, path: &str, answer: &Value) {
    let document = document(deployment).await;
    let responses = &document["paths"][format!("/api/v1{path}")][method]["responses"];
    let good = ["200", "201"].iter().find(|status| responses[**status].is_object()).expect("an answer");
    fits(&document, &responses[*good]["content"]["application/json"]["schema"], answer, path);
}

/// A pod with a program of its own, and where it is.
async fn alone(name: &str) -> (TestPod, Program, String) {
    let pod = TestPod::new(name).await;
    let program = Program::new(pod.deployment(), ALL, &[&pod]);
    let path = program.path_of(&pod).await;
    (pod, program, path)
}

async fn front(pod: &TestPod) -> Page {
    pod.browser().get("/").await.expect(200)
}

#[tokio::test]
async fn texts_are_written_version_by_version_and_html_in_them_is_no_html() {
    let (pod, program, at) = alone("cantine").await;
    let (list, rules) = (format!("{at}/texts"), format!("{at}/texts/rules"));
    let hostile = json!({ "body": "Be *kind* <script>alert(1)</script>" });
    let first = program.put(&rules, hostile).await.expect(200);
    assert_eq!((&first["version"], &first["holds"]), (&json!(1), &json!(true)), "nobody was used to another");
    is_documented(pod.deployment(), "put", "/pods/{pod}/texts/{kind}", &first).await;
    eventually("they are read", async || {
        let page = pod.browser().get("/rules").await;
        (page.says("Be kind") && page.count("main script") == 0).then_some(())
    })
    .await;
    let second = program.put(&rules, json!({ "body": "Be kinder" })).await.expect(200);
    assert_eq!((&second["version"], &second["holds"]), (&json!(2), &json!(false)));
    program.put(&format!("{at}/texts/legal"), json!({ "body": "We are us", "days": 0 })).await.expect(200);
    let all = program.get(&list).await.expect(200);
    is_documented(pod.deployment(), "get", "/pods/{pod}/texts", &all).await;
    assert_eq!(all["items"].as_array().map(Vec::len), Some(3), "{all}");
    for wrong in [
        json!({}),
        json!({ "body": 7 }),
        json!({ "body": "x", "days": -1 }),
        json!({ "body": "x", "days": 366 }),
        json!({ "body": "x".repeat(50_001) }),
    ] {
        program.put(&rules, wrong).await.expect(422);
    }
    program.put(&format!("{at}/texts/poems"), json!({ "body": "x" })).await.expect(404);
    assert_eq!(program.get(&list).await.expect(200), all);
    let log = program.get(&format!("{at}/audit?limit=1")).await.expect(200);
    let last = &log["items"][0];
    assert_eq!((&last["act"], &last["object"]), (&json!("text-change"), &json!("legal")));
    program.delete(&rules).await.expect(204);
    program.delete(&rules).await.expect(404);
    let left = program.get(&list).await.expect(200);
    assert_eq!(left["items"].as_array().map(Vec::len), Some(2), "{left}");
}

#[tokio::test]
async fn the_longest_text_fits_into_a_body_in_every_script() {
    let (_pod, program, at) = alone("cantine").await;
    let long = json!({ "body": "料".repeat(50_000) });
    let written = program.put(&format!("{at}/texts/rules"), long.clone()).await.expect(200);
    assert!(written["body"] == long["body"], "it is whole");
}

#[tokio::test]
async fn a_program_says_whether_members_invite_in_their_clients() {
    let (pod, program, at) = alone("cantine").await;
    let path = format!("{at}/inviting");
    assert_eq!(program.get(&path).await.expect(200), json!({ "each": 0 }), "off where nobody chose it");
    let said = program.put(&path, json!({ "each": 3 })).await.expect(200);
    assert_eq!(said, json!({ "each": 3 }));
    is_documented(pod.deployment(), "put", "/pods/{pod}/inviting", &said).await;
    for wrong in [json!({}), json!({ "each": -1 }), json!({ "each": 101 }), json!({ "each": "3" })] {
        program.put(&path, wrong).await.expect(422);
    }
    assert_eq!(program.get(&path).await.expect(200), said);
    let cautious = Program::new(pod.deployment(), "invites:read", &[&pod]);
    cautious.put(&path, json!({ "each": 9 })).await.expect(403);
    let log = program.get(&format!("{at}/audit?limit=1")).await.expect(200);
    assert_eq!(log["items"][0]["detail"]["invites_each"], json!(3), "{log}");
}

#[tokio::test]
async fn a_program_sees_who_came_by_whose_invitation_page_by_page() {
    let (pod, program, at) = alone("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let path = format!("{at}/invites/tree");
    let none = program.get(&path).await.expect(200);
    assert_eq!(none["items"], json!([]));
    let made = program.post(&format!("{at}/invites"), json!({ "uses": 2 })).await.expect(201);
    let code = text(&made["link"]).rsplit('/').next().expect("a code").to_owned();
    for name in ["branchone", "branchtwo"] {
        let joined = joins(&mut pod.browser(), &format!("/invite/{code}"), name).await;
        assert_eq!(joined, Ok(()));
    }
    let first = program.get(&format!("{path}?limit=1")).await.expect(200);
    is_documented(pod.deployment(), "get", "/pods/{pod}/invites/tree", &first).await;
    let one = &first["items"][0];
    assert!(text(&one["jid"]).starts_with("branchone@") && one["invite"] == made["id"], "{first}");
    assert_eq!((&one["by"], &one["depth"], &one["below"]), (&Value::Null, &json!(0), &json!(0)));
    let next = text(&first["next"]).to_owned();
    let last = program.get(&format!("{path}?cursor={next}")).await.expect(200);
    assert!(text(&last["items"][0]["jid"]).starts_with("branchtwo@") && last["next"].is_null(), "{last}");
    let cautious = Program::new(pod.deployment(), "invites:read", &[&pod]);
    cautious.get(&path).await.expect(403);
    Program::new(pod.deployment(), ALL, &[&other]).get(&path).await.expect(404);
}

#[tokio::test]
async fn a_logo_is_given_taken_and_brought_back_and_a_bomb_is_none() {
    let (pod, program, at) = alone("cantine").await;
    let path = format!("{at}/logo");
    let none = program.get(&path).await.expect(200);
    assert_eq!((&none["hash"], &none["link"]), (&Value::Null, &Value::Null));
    let logo = draws(&program, &format!("{path}?words=A%20pot"), png(640, 480)).await.expect(200);
    assert_eq!(logo["words"], "A pot");
    is_documented(pod.deployment(), "put", "/pods/{pod}/logo", &logo).await;
    assert!(text(&logo["link"]).contains(pod.host()), "{logo}");
    let seen = async || front(&pod).await.attributes("img.nameplate-logo", "alt") == ["A pot"];
    eventually("it is on the front page", async || seen().await.then_some(())).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
    for wrong in [Vec::new(), b"soup".to_vec(), svg, png(30_000, 30_000), b"{\"words\":\"x\"}".to_vec()] {
        draws(&program, &path, wrong).await.expect(422);
    }
    draws(&program, &path, vec![0; 5_000_001]).await.expect(413);
    draws(&program, &format!("{path}?words={}", "x".repeat(201)), png(64, 64)).await.expect(422);
    assert_eq!(program.get(&path).await.expect(200), logo, "what was refused changed nothing");
    program.delete(&path).await.expect(204);
    program.delete(&path).await.expect(404);
    let back = program.post(&format!("{path}/restore"), json!({})).await.expect(200);
    assert_eq!(back["hash"], logo["hash"]);
    let worded = program.patch(&path, json!({ "words": " A \u{e9}t\u{e9} " })).await.expect(200);
    assert_eq!(worded["words"], "A été");
    program.post(&format!("{path}/forget"), json!({})).await.expect(404);
}

#[tokio::test]
async fn what_a_pod_says_of_itself_is_changed_piece_by_piece_and_has_bounds() {
    let (pod, program, at) = alone("cantine").await;
    let introduction = format!("{at}/introduction");
    let links = ["https://a.example/wiki Our wiki", "mailto:us@a.example"];
    let new = json!({ "links": links, "languages": ["br"] });
    let said = program.patch(&introduction, new).await.expect(200);
    assert_eq!(said["links"][0], json!({ "address": "https://a.example/wiki", "label": "Our wiki" }));
    is_documented(pod.deployment(), "patch", "/pods/{pod}/introduction", &said).await;
    let kept = program.patch(&introduction, json!({ "languages": ["de", "pt-br"] })).await.expect(200);
    assert_eq!((&kept["links"], &kept["languages"]), (&said["links"], &json!(["de", "pt-br"])));
    for wrong in [
        json!({ "links": ["javascript:alert(1)"] }),
        json!({ "links": ["https://a.example\nhttps://b.example"] }),
        json!({ "links": vec!["https://a.example"; 11] }),
        json!({ "languages": ["breton"] }),
    ] {
        program.patch(&introduction, wrong).await.expect(422);
    }
    assert_eq!(program.get(&introduction).await.expect(200), kept);
    let listing = format!("{at}/listing");
    let new = json!({
        "topics": ["soup", "bread"], "daily_budget": 20, "country": "fr", "visibility": "unlisted",
        "abuse": ["mailto:abuse@a.example"],
    });
    let said = program.patch(&listing, new).await.expect(200);
    is_documented(pod.deployment(), "patch", "/pods/{pod}/listing", &said).await;
    assert_eq!((&said["daily_budget"], &said["visibility"]), (&json!(20), &json!("unlisted")));
    let changed = program.patch(&listing, json!({ "daily_budget": null })).await.expect(200);
    assert_eq!((&changed["daily_budget"], &changed["topics"]), (&Value::Null, &json!(["soup", "bread"])));
    for wrong in [
        json!({ "daily_budget": -1 }),
        json!({ "daily_budget": i64::MAX }),
        json!({ "country": "f1" }),
        json!({ "abuse": ["javascript:alert(1)"] }),
        json!({ "topics": ["a,b"] }),
        json!({ "provider": "http://a.example" }),
    ] {
        program.patch(&listing, wrong).await.expect(422);
    }
    assert_eq!(program.get(&listing).await.expect(200), changed);
}

#[tokio::test]
async fn the_key_that_signs_a_listing_is_followed_once_and_replaced_at_once() {
    let (pod, program, at) = alone("cantine").await;
    let path = format!("{at}/keys");
    let next = program.post(&path, json!({})).await.expect(200);
    is_documented(pod.deployment(), "post", "/pods/{pod}/keys", &next).await;
    assert!(text(&next["record"]).contains(pod.host()), "{next}");
    let conflict = program.post(&path, json!({})).await.expect(409);
    assert!(text(&conflict["detail"]).contains(text(&next["kid"])), "{conflict}");
    assert_eq!(program.get(&path).await.expect(200)["items"].as_array().map(Vec::len), Some(2));
    let new = program.post(&path, json!({ "at_once": true })).await.expect(200);
    let left = program.get(&path).await.expect(200);
    assert_eq!((&left["items"][0]["kid"], &left["items"][1]), (&new["kid"], &Value::Null));
}

#[tokio::test]
async fn a_ledger_is_kept_by_a_program_that_may_and_absurd_amounts_are_none() {
    let (pod, program, at) = alone("cantine").await;
    let path = format!("{at}/funds");
    let new = json!({ "day": "2026-11-01", "direction": "in", "amount": "12,5", "words": "<b>the tin</b>" });
    let made = program.post(&path, new.clone()).await.expect(201);
    assert_eq!((&made["amount"], &made["currency"]), (&json!("12.50"), &json!("EUR")));
    is_documented(pod.deployment(), "post", "/pods/{pod}/funds", &made).await;
    let one = format!("{path}/{}", text(&made["id"]));
    for (name, value) in [
        ("amount", json!("0")),
        ("amount", json!("-1")),
        ("amount", json!("1e9")),
        ("amount", json!("9999999999999")),
        ("amount", json!(12)),
        ("day", json!("2026-02-30")),
        ("direction", json!("up")),
        ("words", json!("x".repeat(201))),
    ] {
        let mut wrong = new.clone();
        wrong[name] = value;
        program.post(&path, wrong.clone()).await.expect(422);
        program.put(&one, wrong).await.expect(422);
    }
    let right = json!({ "day": "2026-11-02", "direction": "out", "amount": "3", "currency": "JPY" });
    let corrected = program.put(&one, right.clone()).await.expect(200);
    assert_eq!((&corrected["amount"], &corrected["words"]), (&json!("3"), &json!("")));
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
    program.put(&one, right).await.expect(404);
    let restored = program.post(&format!("{one}/restore"), json!({})).await.expect(200);
    assert_eq!(restored["removed_at"], Value::Null);
    program.post(&format!("{path}/{NOTHING}/restore"), json!({})).await.expect(404);
}

#[tokio::test]
async fn what_is_said_of_gifts_is_changed_by_a_program_that_may() {
    let (pod, program, at) = alone("cantine").await;
    let gifts = format!("{at}/gifts");
    let said = json!({ "shown_to": "everyone", "words": "Ten *euros*", "amounts": ["5", "12.50"] });
    let said = program.patch(&gifts, said).await.expect(200);
    assert_eq!(said["amounts"], json!(["5.00", "12.50"]));
    is_documented(pod.deployment(), "patch", "/pods/{pod}/gifts", &said).await;
    for wrong in
        [json!({ "links": ["http://a.example"] }), json!({ "amounts": ["0"] }), json!({ "amounts": ["1 2"] })]
    {
        program.patch(&gifts, wrong).await.expect(422);
    }
    assert_eq!(program.get(&gifts).await.expect(200), said);
    let curious = Program::new(pod.deployment(), "pods:read pods:write members:read", &[&pod]);
    curious.get(&gifts).await.expect(403);
    curious.get(&format!("{at}/funds")).await.expect(403);
}

#[tokio::test]
async fn a_guest_is_named_by_her_password_alone() {
    let (pod, program, at) = alone("cantine").await;
    let (mut bob, path) = (pod.sign_up("bob").await, format!("{at}/guest"));
    for wrong in [
        json!({ "jid": bob.jid }),
        json!({ "jid": bob.jid, "password": "not hers" }),
        json!({ "jid": format!("nobody{}@{ALPHA}", number()), "password": PASSWORD }),
        json!({ "jid": "@@", "password": PASSWORD }),
    ] {
        program.put(&path, wrong).await.expect(422);
    }
    assert!(bob.is_signed_in().await, "nothing was done");
    let named = program.put(&path, json!({ "jid": bob.jid, "password": PASSWORD })).await.expect(200);
    assert_eq!((&named["jid"], &named["open"]), (&json!(bob.jid), &json!(true)));
    is_documented(pod.deployment(), "put", "/pods/{pod}/guest", &named).await;
    assert!(!bob.is_signed_in().await, "who was signed in as her is out");
    program.delete(&path).await.expect(204);
    program.delete(&path).await.expect(404);
    assert_eq!(program.get(&path).await.expect(200)["jid"], Value::Null);
}

#[tokio::test]
async fn an_account_is_suspended_and_a_link_for_another_password_is_told_once() {
    let domain = "cantine.alpha.test";
    let deployment = domains::deployment(&[domain]);
    let pod = domains::managed(&deployment, "cantine", domain, &[]).await;
    let bob = pod.sign_up_at(domain, "bob").await;
    let program = Program::new(&deployment, ALL, &[&pod]);
    let one = format!("{}/members/{}", program.path_of(&pod).await, bob.name);
    let (account, reset, server) = (format!("{one}/account"), format!("{one}/reset"), deployment.server());
    program.post(&account, json!({ "act": "delete" })).await.expect(422);
    program.post(&account, json!({ "act": "suspend" })).await.expect(204);
    assert!(!Xmpp::is_password(server.address(), &bob.jid, PASSWORD).await);
    program.post(&account, json!({ "act": "resume" })).await.expect(204);
    assert!(Xmpp::is_password(server.address(), &bob.jid, PASSWORD).await);
    let made = program.post(&reset, json!({})).await.expect(200);
    is_documented(&deployment, "post", "/pods/{pod}/members/{member}/reset", &made).await;
    let path = text(&made["link"]).replace(pod.browser().origin(), "");
    pod.browser().submit(&path, "#reset", &[("password", "another of mine")]).await.expect(200);
    assert!(Xmpp::is_password(server.address(), &bob.jid, "another of mine").await);
    let cautious = Program::new(&deployment, "members:read members:write", &[&pod]);
    cautious.post(&reset, json!({})).await.expect(403);
    deployment.cosse(&["admin", "grant", &bob.jid]);
    program.post(&reset, json!({})).await.expect(409);
    program.post(&account, json!({ "act": "suspend" })).await.expect(409);
    let link = deployment.tries(&["member", "reset-link", &bob.jid, "--pod", pod.host()]);
    assert!(!link.2 && link.1.contains("runs more than this pod"), "{link:?}");
}

#[tokio::test]
async fn an_account_of_another_server_is_its_own_servers() {
    let (pod, program, at) = alone("cantine").await;
    let bob = pod.sign_up("bob").await;
    program.post(&format!("{at}/members/{}/reset", bob.name), json!({})).await.expect(409);
    let suspend = json!({ "act": "suspend" });
    program.post(&format!("{at}/members/{}/account", bob.name), suspend).await.expect(409);
    let (_, why, good) = pod.deployment().tries(&["member", "reset-link", &bob.jid, "--pod", pod.host()]);
    assert!(!good && why.contains("its own server"), "{why}");
}

#[tokio::test]
async fn sign_ups_are_looked_for_and_undone_together() {
    let (pod, program, at) = alone("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut bob, mut eve) = (pod.sign_up("bob").await, other.sign_up("eve").await);
    let found = program.get(&format!("{at}/sign-ups?from=2001-01-01&until=2999-01-01")).await.expect(200);
    is_documented(pod.deployment(), "get", "/pods/{pod}/sign-ups", &found).await;
    assert_eq!((&found["items"][0]["jid"], &found["items"][1]), (&json!(bob.jid), &Value::Null), "her pod's");
    for wrong in ["", "?from=2001-01-01", "?network=x&invite=y", "?from=2026-02-30&until=2999-01-01"] {
        program.get(&format!("{at}/sign-ups{wrong}")).await.expect(422);
    }
    program.get(&format!("{at}/sign-ups?invite={NOTHING}")).await.expect(422);
    let waves = format!("{at}/waves");
    program.post(&waves, json!({ "members": ["bob"] })).await.expect(422);
    program.post(&waves, json!({ "members": [NOTHING] })).await.expect(409);
    // somebody of another pod is nobody here
    let hers = Program::new(pod.deployment(), ALL, &[&other]);
    let theirs = hers.path_of(&other).await;
    let key = hers.get(&format!("{theirs}/members/{}", eve.name)).await.expect(200)["id"].clone();
    program.post(&waves, json!({ "members": [key] })).await.expect(409);
    assert!(eve.is_signed_in().await);
    let wave = program.post(&waves, json!({ "members": [found["items"][0]["member"]] })).await.expect(201);
    assert_eq!((&wave["members"], &wave["undone_at"]), (&json!(1), &Value::Null));
    assert!(!bob.is_signed_in().await);
    program.post(&format!("{waves}/{}/undo", text(&wave["id"])), json!({})).await.expect(204);
    assert!(pod.sign_in(&bob.jid).await.is_signed_in().await);
}

#[tokio::test]
async fn mails_that_did_not_arrive_are_seen_of_all_pods_and_sent_again_of_one() {
    let (deployment, postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "0"]).await;
    let other = TestPod::on(&deployment, "lanterne", &["--members-max", "0"]).await;
    let email = format!("away{}@mail.test", number());
    postbox.answers(&email, "550 nobody here").await;
    pod.browser().submit("/register", "#wait", &[("email", &email)]).await.expect(200);
    let all = Program::new(&deployment, ALL, &[]);
    let at = all.path_of(&pod).await;
    let failed = eventually("it is given up", async || {
        let mails = all.get(&format!("{at}/mails")).await.expect(200);
        (mails["items"][0]["state"] == "failed").then(|| mails["items"][0].clone())
    })
    .await;
    let everywhere = all.get("/api/v1/mails?limit=200").await.expect(200);
    is_documented(&deployment, "get", "/mails", &everywhere).await;
    let has = |items: &Value| items.as_array().is_some_and(|it| it.contains(&failed));
    assert!(has(&everywhere["items"]), "{everywhere}");
    assert!(deployment.cosse(&["mail", "failed", "--last", "500"]).contains(text(&failed["id"])));
    let own = Program::new(&deployment, ALL, &[&other]);
    own.get("/api/v1/mails").await.expect(403);
    let theirs = own.path_of(&other).await;
    own.post(&format!("{theirs}/mails/{}/again", text(&failed["id"])), json!({})).await.expect(404);
    let again = format!("{at}/mails/{}/again", text(&failed["id"]));
    postbox.answers(&email, "").await;
    all.post(&again, json!({})).await.expect(204);
    postbox.brings(&email).await;
    eventually("it was sent", async || {
        let mails = all.get(&format!("{at}/mails")).await.expect(200);
        (mails["items"][0]["state"] == "sent").then_some(())
    })
    .await;
    all.post(&again, json!({})).await.expect(404);
    let notices = all.get(&format!("{at}/notices")).await.expect(200);
    is_documented(&deployment, "get", "/pods/{pod}/notices", &notices).await;
    all.post(&format!("{at}/notices/{NOTHING}/again"), json!({})).await.expect(404);
}

#[tokio::test]
async fn admins_are_made_by_a_token_for_that_alone_and_the_last_one_stays() {
    let pod = TestPod::on(&Deployment::fresh(), "cantine", &[]).await;
    let deployment = pod.deployment();
    let program = Program::new(deployment, ALL, &[]);
    let (one, other) = (format!("/api/v1/admins/ada@{ALPHA}"), format!("/api/v1/admins/bea@{ALPHA}"));
    program.put(&one, json!({})).await.expect(200);
    program.delete(&one).await.expect(409);
    program.put(&other, json!({})).await.expect(200);
    let all = program.get("/api/v1/admins").await.expect(200);
    is_documented(deployment, "get", "/admins", &all).await;
    assert_eq!(all["items"].as_array().map(Vec::len), Some(2), "{all}");
    program.delete(&other).await.expect(204);
    program.delete(&other).await.expect(404);
    program.put(&format!("/api/v1/admins/{ALPHA}"), json!({})).await.expect(404);
    let roles = Program::new(deployment, "roles:write members:write", &[]);
    roles.put(&other, json!({})).await.expect(403);
    let own = Program::new(deployment, ALL, &[&pod]);
    own.put(&other, json!({})).await.expect(403);
    let log = program.get("/api/v1/audit?limit=1").await.expect(200);
    is_documented(deployment, "get", "/audit", &log).await;
    assert!(deployment.cosse(&["admin", "audit", "--json"]).contains("admin-revoke"));
}

#[tokio::test]
async fn what_the_deployment_says_on_some_pods_is_withdrawn_on_all_of_them() {
    let pod = TestPod::on(&Deployment::fresh(), "cantine", &[]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let path = "/api/v1/announcements";
    let new = json!({ "title": "We move", "everyone": true, "pods": [pod.host()] });
    let made = program.post(path, new.clone()).await.expect(201);
    assert_eq!((&made["pods"], &made["standing"]), (&json!(1), &json!(1)));
    is_documented(pod.deployment(), "post", "/announcements", &made).await;
    eventually("it is read there", async || front(&pod).await.says("We move").then_some(())).await;
    assert!(!front(&other).await.says("We move"));
    let mut nowhere = new.clone();
    nowhere["pods"] = json!([pod.host(), "nowhere.example"]);
    program.post(path, nowhere).await.expect(422);
    program.post(path, json!({ "title": " " })).await.expect(422);
    assert_eq!(program.get(path).await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    let own = Program::new(pod.deployment(), ALL, &[&pod]);
    own.post(path, new).await.expect(403);
    let one = format!("{path}/{}", text(&made["id"]));
    program.delete(&one).await.expect(204);
    program.delete(&one).await.expect(404);
}

#[tokio::test]
async fn what_the_deployment_says_with_a_key_is_said_once_and_a_request_that_is_under_way_is_no_conflict() {
    let pod = TestPod::on(&Deployment::fresh(), "cantine", &[]).await;
    let program = Program::new(pod.deployment(), ALL, &[]);
    let (path, body) = ("/api/v1/announcements", json!({ "title": "We move" }).to_string());
    let send = |key: &'static str| program.send(Method::POST, path, Some(key), Some(body.clone()));
    let told = join_all((0..10).map(|_| send("move-1"))).await;
    let ids: BTreeSet<String> =
        told.into_iter().map(|told| text(&told.expect(201)["id"]).to_owned()).collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    send("move-2").await.expect(201);
    assert_eq!(program.get(path).await.expect(200)["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn visits_for_support_are_seen_and_ended_by_a_program_of_the_pod() {
    let (pod, program, at) = alone("cantine").await;
    let visits = program.get(&format!("{at}/visits")).await.expect(200);
    is_documented(pod.deployment(), "get", "/pods/{pod}/visits", &visits).await;
    assert_eq!(visits["items"], json!([]));
    program.delete(&format!("{at}/visits/{NOTHING}")).await.expect(404);
}

//! What stands on a card of the directory, read on the pages where newcomers see it.

use serde_json::{Value, json};
use testpod::{Deployment, Names, Page, TestPod, eventually, eventually_ok};

use crate::polling::wild::{Says, Wild, first, sign};
use crate::polling::{announce, deployment, host, until_shown};

/// A pod elsewhere that says this, and is shown.
async fn listed(deployment: &Deployment, wild: &Wild, name: &str, change: impl FnOnce(&mut Value)) -> String {
    let domain = host(name);
    wild.says(&domain, Says::Document(sign(&first(), &wild.listing(&domain, change))));
    announce(deployment, &domain).await;
    until_shown(deployment, &domain, true).await;
    domain
}

/// Waits until the card of that pod says that; all that it says then.
async fn card(deployment: &Deployment, host: &str, wanted: &str) -> String {
    eventually_ok(&format!("the card of {host} says {wanted}"), async || {
        let page = deployment.platform().get(&format!("/pods?q={host}")).await.expect(200);
        let cards = page.texts("article.pod").join("\n");
        if cards.contains(wanted) { Ok(cards) } else { Err(cards) }
    })
    .await
}

#[tokio::test]
async fn a_card_says_who_runs_the_pod_and_what_one_should_know_before_one_joins() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let garden = listed(&deployment, &wild, "garden", |it| {
        it["topics"] = json!(["soup", "<b>bread</b>", "tea", "plums", "stew", "the sixth"]);
        it["registration"]["mode"] = "approval".into();
        it["registration"]["effective"] = "approval".into();
        it["registration"]["median_approval_hours"] = 9.into();
        it["registration"]["email"] = "required".into();
        it["registration"]["price"] = "2 EUR a month".into();
        it["policy"] = json!({ "rules": "https://g.test/rules", "privacy": "https://g.test/privacy" });
        it["provider"] = json!({ "id": "https://coop.example/", "since": "2024-03-01" });
    })
    .await;
    let says = card(&deployment, &garden, "Run by coop.example since 2024").await;
    let joining = "On request – usually within 9 hours · e-mail address needed";
    for text in [joining, "2 EUR a month", "soup", "<b>bread</b>", "stew"] {
        assert!(says.contains(text), "{text}: {says}");
    }
    assert!(!says.contains("the sixth") && !says.contains("Free of charge"), "{says}");
    let page = deployment.platform().get(&format!("/pods?q={garden}")).await.expect(200);
    let texts = page.attributes("article.pod .facts a", "href");
    assert_eq!(texts, ["https://g.test/rules", "https://g.test/privacy"], "{}", page.body);
    deployment.sql(&format!("UPDATE listing_checks SET good = 380, total = 400 WHERE domain = '{garden}'"));
    card(&deployment, &garden, "95% of checks answered").await;
    let french = {
        let mut browser = deployment.platform();
        browser.speak("fr");
        browser.get(&format!("/pods?q={garden}")).await.expect(200)
    };
    for text in ["Tenu par coop.example depuis 2024", "adresse électronique nécessaire"] {
        assert!(french.says(text), "{text}: {}", french.text());
    }
}

#[tokio::test]
async fn the_card_of_an_own_pod_names_whom_its_operators_name_and_else_the_deployment() {
    let deployment = Deployment::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let other = TestPod::on(&deployment, "lanterne", &[]).await;
    let says = card(&deployment, pod.host(), "Run by localhost since").await;
    assert!(says.contains("Free of charge") && says.contains("no e-mail address needed"), "{says}");
    let rules = format!("{}/rules", pod.browser().origin());
    let page = deployment.platform().get(&format!("/pods?q={}", pod.host())).await.expect(200);
    assert!(page.attributes("article.pod .facts a", "href").contains(&rules), "{}", page.body);
    let named = ["--provider", "https://coop.example", "--topics", "badgers", "--price", "1 EUR"];
    deployment.cosse(&[&["pod", "listing", pod.host()][..], &named[..]].concat());
    let says = card(&deployment, pod.host(), "Run by coop.example since").await;
    assert!(says.contains("badgers") && says.contains("1 EUR"), "{says}");
    let theirs = card(&deployment, other.host(), "Run by localhost since").await;
    assert!(!theirs.contains("badgers"), "another pod says nothing of it: {theirs}");
    eventually("its page says the same", async || {
        let page = deployment.platform().get(&format!("/pods/{}", pod.host())).await.expect(200);
        (page.says("coop.example") && page.says("badgers") && page.says("1 EUR")).then_some(())
    })
    .await;
}

/// Waits until a pod's page in the directory says that, in this language.
async fn sheet(deployment: &Deployment, host: &str, language: &str, wanted: &str) -> Page {
    eventually_ok(&format!("the page of {host} says {wanted}"), async || {
        let mut browser = deployment.platform();
        browser.speak(language);
        let page = browser.get(&format!("/pods/{host}")).await;
        if page.says(wanted) { Ok(page) } else { Err(page.text()) }
    })
    .await
}

#[tokio::test]
async fn the_page_of_a_pod_that_closes_or_has_moved_says_what_its_members_can_take_along() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let garden = listed(&deployment, &wild, "garden", |_| ()).await;
    let away = listed(&deployment, &wild, "away", |_| ()).await;
    let stays = sheet(&deployment, &garden, "en", "It is recommended").await;
    assert_eq!(stays.count("#leaving"), 0, "nobody has to leave: {}", stays.text());
    let says = |host: &str, change: fn(&mut Value)| {
        let listing = wild.listing(host, |it| {
            it["serial"] = 8.into();
            change(it);
        });
        wild.says(host, Says::Document(sign(&first(), &listing)));
    };
    says(&garden, |it| it["closing_at"] = "2099-05-01T00:00:00Z".into());
    says(&away, |it| it["moved_to"] = "elsewhere.example".into());
    let closing = sheet(&deployment, &garden, "en", "save what you want to keep").await;
    assert!(closing.says("on another pod") && !closing.says("goes on at"), "{}", closing.text());
    assert!(closing.attributes("main a", "href").contains(&"/go".to_owned()), "{}", closing.body);
    let moved = sheet(&deployment, &away, "en", "It says that it goes on at elsewhere.example.").await;
    assert!(moved.says("save what you want to keep"), "{}", moved.text());
    sheet(&deployment, &garden, "fr", "enregistrez ce que vous voulez garder").await;
    sheet(&deployment, &away, "fr", "Il dit continuer à elsewhere.example.").await;
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    deployment.cosse(&["pod", "close", pod.host(), "--on", "2099-05-01"]);
    sheet(&deployment, pod.host(), "en", "save what you want to keep").await;
}

#[tokio::test]
async fn the_page_of_a_pod_that_is_kept_out_says_what_was_said_in_public_and_where_one_appeals() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let garden = listed(&deployment, &wild, "garden", |_| ()).await;
    let (mut admin, _) = crate::admin::admin(&deployment, "cardkeeper").await;
    let said = [("subject", &*garden), ("action", "delist"), ("reason", "It <b>cooks</b>"), ("days", "30")];
    let statements = admin.submit("/admin/statements", "#statement", &said).await.expect(200);
    let page = sheet(&deployment, &garden, "en", "It is recommended").await;
    assert!(!page.says("It <b>cooks</b>"), "a word alone keeps nobody out: {}", page.text());
    let desk = admin.get(&format!("/admin/directory?q={garden}")).await.expect(200);
    let block = desk.form("td form").expect("a form").set("to", "block").set("reason", "a private word");
    admin.send(&block).await.expect(200);
    let page = sheet(&deployment, &garden, "en", "This directory says: It <b>cooks</b>").await;
    assert!(!page.says("a private word"), "{}", page.text());
    let appeal = format!("{}/about", deployment.platform().origin());
    assert!(page.attributes("main a", "href").contains(&appeal), "{}", page.body);
    sheet(&deployment, &garden, "fr", "Pourquoi il est écarté").await;
    let sure = admin.send(&statements.form("td form").expect("a form")).await.expect(200);
    admin.send(&sure.form("#sure").expect("a question")).await.expect(200);
    let page = sheet(&deployment, &garden, "en", "If you run this pod and think that is wrong").await;
    assert!(!page.says("It <b>cooks</b>") && !page.says("a private word"), "{}", page.text());
    assert!(page.attributes("main a", "href").contains(&appeal), "{}", page.body);
}

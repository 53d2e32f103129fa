//! Icons that are not what their listings say: nobody sees them, and an admin reads why, once for each reason.

use super::hostile::{SVG, SVG_HASH};
use super::wild::{Says, Wild, first, sign};
use super::{LONG, admin, announce, deployment, host, lines};
use serde_json::json;
use testpod::{Browser, Deployment, Names, eventually, eventually_within};

/// A SHA-256 of nothing that is there.
const NO_HASH: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

const NO_PICTURE: &str = "it is no picture that is read here";
const OTHER_HASH: &str = "its bytes have another hash than its listing says";

/// A pod that is good, with an icon of that hash at that path of a host.
async fn has_icon(deployment: &Deployment, wild: &Wild, of: &str, at: &str, hash: &str) {
    let href = format!("http://{at}:{}/icon", wild.address().port());
    let icon = json!({ "href": href, "sha256": hash });
    wild.says(of, Says::Document(sign(&first(), &wild.listing(of, |it| it["icon"] = icon))));
    announce(deployment, of).await;
}

/// Until an admin finds that in the log of a pod.
async fn until_read(admin: &mut Browser, of: &str, why: &str) {
    eventually_within(LONG, &format!("{of}: {why}"), async || {
        let page = admin.get(&format!("/admin/directory?q={of}")).await.expect(200);
        if page.says(why) { Ok(()) } else { Err(page.text()) }
    })
    .await;
}

/// How many lines there are about a pod's icon.
fn said(deployment: &Deployment, of: &str) -> usize {
    lines(deployment, of).iter().filter(|line| line.contains("its icon")).count()
}

#[tokio::test]
async fn an_admin_reads_why_an_icon_is_not_shown() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let mut admin = admin(&deployment, "icons-admin").await;
    let (drawn, other, silent, away) = (host("drawn"), host("other"), host("silent"), host("away"));
    let none = Says::Answer("404 Not Found\r\ncontent-length: 0".to_owned(), Vec::new());
    wild.has(&drawn, "/icon", SVG.into());
    wild.has(&other, "/icon", SVG.into());
    wild.says_at(&silent, "/icon", Says::HangsUp);
    for (of, at, hash, why) in [
        (&drawn, &drawn, SVG_HASH, NO_PICTURE),
        (&other, &other, NO_HASH, OTHER_HASH),
        (&silent, &silent, SVG_HASH, "it cannot be reached"),
        (&away, &drawn, SVG_HASH, "it is on another host"),
    ] {
        has_icon(&deployment, &wild, of, at, hash).await;
        until_read(&mut admin, of, why).await;
    }
    wild.says_at(&silent, "/icon", none);
    until_tried_again(&deployment, &silent).await;
    until_read(&mut admin, &silent, "it is answered with 404").await;
    assert_eq!(said(&deployment, &silent), 2, "another reason is another line");
}

#[tokio::test]
async fn what_is_wrong_with_an_icon_is_said_once_and_again_where_it_is_another_icon() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let mut admin = admin(&deployment, "icon-changes-admin").await;
    let garden = host("garden");
    wild.has(&garden, "/icon", SVG.into());
    has_icon(&deployment, &wild, &garden, &garden, SVG_HASH).await;
    until_read(&mut admin, &garden, NO_PICTURE).await;
    until_tried_again(&deployment, &garden).await;
    assert_eq!(said(&deployment, &garden), 1, "{:?}", lines(&deployment, &garden));
    has_icon(&deployment, &wild, &garden, &garden, NO_HASH).await;
    until_read(&mut admin, &garden, OTHER_HASH).await;
    assert_eq!(said(&deployment, &garden), 2, "{:?}", lines(&deployment, &garden));
}

/// Until an icon was fetched anew, as if a day were over.
async fn until_tried_again(deployment: &Deployment, of: &str) {
    let then = "'2026-01-01 00:00:00'";
    deployment.sql(&format!("UPDATE pod_icons SET tried_at = {then} WHERE domain = '{of}'"));
    let tried = format!("SELECT domain FROM pod_icons WHERE domain = '{of}' AND tried_at > {then}");
    eventually("it is tried again", async || (!deployment.rows(&tried).is_empty()).then_some(())).await;
}

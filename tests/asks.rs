//! What the consoles ask before they do it, and why the rest is done at once.

use std::collections::BTreeSet;

use testpod::Deployment;

use crate::admin::admin;

/// Every address of a pod and of the platform, as the program has them.
const ROUTES: &str = include_str!("../crates/server/src/routes.rs");

/// What stands between a form and what it does.
enum Before {
    /// A page with this address asks.
    Page(&'static str),
    /// The form itself answers with a question where what it does would be missed, and does it once somebody is `sure`. That it does nothing
    /// before is tested beside what it does.
    Sure,
    /// Nothing: this form takes it back.
    UndoneBy(&'static str),
    /// Nothing: the page with this address shows how it is set, to be set anew.
    ShownAt(&'static str),
    /// Nothing, for this reason.
    Because(&'static str),
}

use Before::{Because, Page, ShownAt, Sure, UndoneBy};

/// The forms of the deployment's admins.
const ADMINS: &[(&str, Before)] = &[
    ("/admin/turn", Sure),
    ("/admin/pods/new", UndoneBy("/admin/turn")),
    ("/admin/plans", Sure),
    ("/admin/plans/{segment}/remove", Sure),
    ("/admin/announcements", UndoneBy("/admin/announcements/{segment}/withdraw")),
    ("/admin/announcements/{segment}/withdraw", Sure),
    ("/admin/blocks", Sure),
    ("/admin/blocks/remove", UndoneBy("/admin/blocks")),
    ("/admin/admins", UndoneBy("/admin/admins/{segment}/remove")),
    ("/admin/admins/{segment}/remove", Sure),
    (
        "/admin/directory",
        Because("what is decided is taken back there, and who was taken out is named again"),
    ),
    ("/admin/directory/reports/{segment}", UndoneBy("/admin/directory")),
    ("/admin/imports", UndoneBy("/admin/imports/remove")),
    ("/admin/imports/read", Because("it is read by itself as well")),
    ("/admin/imports/remove", Sure),
    ("/admin/peers", UndoneBy("/admin/peers/turn")),
    ("/admin/peers/turn", Sure),
    ("/admin/peers/rule", ShownAt("/admin/peers")),
    ("/admin/statements", UndoneBy("/admin/statements/{segment}/withdraw")),
    ("/admin/statements/{segment}/withdraw", Sure),
    ("/admin/pods/{segment}/limits", ShownAt("/admin/pods/{segment}")),
    ("/admin/pods/{segment}/invite", UndoneBy("/operate/invites/{segment}/revoke")),
    ("/admin/pods/{segment}/hosts", UndoneBy("/admin/pods/{segment}/hosts/remove")),
    ("/admin/pods/{segment}/hosts/remove", Sure),
    ("/admin/pods/{segment}/hosts/primary", ShownAt("/admin/pods/{segment}")),
    ("/admin/pods/{segment}/hosts/check", Because("it only looks")),
    ("/admin/pods/{segment}/domain", Sure),
    ("/admin/pods/{segment}/domain/again", Because("it only goes on with what was begun")),
    ("/admin/pods/{segment}/domain/drop", Sure),
    ("/admin/pods/{segment}/visit", UndoneBy("/operate/visits/{segment}/end")),
];

/// The forms of those who run a pod or look after it.
const OPERATORS: &[(&str, Before)] = &[
    ("/operate/branding", ShownAt("/operate/branding")),
    ("/operate/branding/introduction", ShownAt("/operate/branding")),
    ("/operate/branding/logo", UndoneBy("/operate/branding/logo/restore")),
    ("/operate/branding/logo/restore", UndoneBy("/operate/branding/logo/restore")),
    ("/operate/branding/logo/forget", Page("/operate/branding/logo/{segment}/forget")),
    ("/operate/registration", ShownAt("/operate/registration")),
    ("/operate/registration/newcomers", ShownAt("/operate/registration")),
    ("/operate/registration/pause", UndoneBy("/operate/registration/resume")),
    ("/operate/registration/resume", UndoneBy("/operate/registration/pause")),
    ("/operate/listing", ShownAt("/operate/listing")),
    ("/operate/requests/{segment}/accept", UndoneBy("/operate/members/{segment}/remove")),
    ("/operate/requests/{segment}/refuse", Page("/operate/requests/{segment}/refuse")),
    ("/operate/mails/{segment}/again", Because("it only tries once more")),
    ("/operate/notices/{segment}/again", Because("it only tries once more")),
    ("/operate/invites", UndoneBy("/operate/invites/{segment}/revoke")),
    ("/operate/invites/mail", UndoneBy("/operate/invites/{segment}/revoke")),
    ("/operate/invites/members", ShownAt("/operate/invites")),
    ("/operate/invites/{segment}/revoke", Page("/operate/invites/{segment}/revoke")),
    ("/operate/announcements", UndoneBy("/operate/announcements/{segment}/withdraw")),
    ("/operate/announcements/{segment}/withdraw", Page("/operate/announcements/{segment}/withdraw")),
    ("/operate/members/{segment}/suspend", Page("/operate/members/{segment}/suspend")),
    ("/operate/members/{segment}/resume", UndoneBy("/operate/members/{segment}/suspend")),
    ("/operate/members/{segment}/remove", Page("/operate/members/{segment}/remove")),
    ("/operate/members/{segment}/account-suspend", Page("/operate/members/{segment}/account-suspend")),
    ("/operate/members/{segment}/account-resume", UndoneBy("/operate/members/{segment}/account-suspend")),
    ("/operate/members/{segment}/reset", Page("/operate/members/{segment}/reset")),
    ("/operate/members/{segment}/newcomer-lift", UndoneBy("/operate/members/{segment}/newcomer-limit")),
    ("/operate/members/{segment}/newcomer-limit", UndoneBy("/operate/members/{segment}/newcomer-lift")),
    ("/operate/members/{segment}/role", Sure),
    ("/operate/reports/{segment}/decide", Because("it says why, and whom it is about appeals")),
    (
        "/operate/reports/{segment}/answer",
        Because("it says why, and what it hides or shows is shown or reported again"),
    ),
    ("/operate/reports/{segment}/show", Because("it is shown as it was, and may be reported again")),
    ("/operate/blocks", UndoneBy("/operate/blocks/remove")),
    ("/operate/blocks/remove", UndoneBy("/operate/blocks")),
    ("/operate/texts/{segment}", Because("it is written anew, and what was said before stays to be read")),
    ("/operate/texts/{segment}/withdraw", Page("/operate/texts/{segment}/withdraw")),
    ("/operate/funds", UndoneBy("/operate/funds/{segment}/remove")),
    ("/operate/funds/{segment}", ShownAt("/operate/funds/{segment}")),
    ("/operate/funds/{segment}/remove", UndoneBy("/operate/funds/{segment}/restore")),
    ("/operate/funds/{segment}/restore", UndoneBy("/operate/funds/{segment}/remove")),
    ("/operate/gifts", ShownAt("/operate/gifts")),
    ("/operate/guest", UndoneBy("/operate/guest/revoke")),
    ("/operate/guest/revoke", Page("/operate/guest/revoke")),
    ("/operate/waiting/{segment}/remove", Page("/operate/waiting/{segment}/remove")),
    ("/operate/waves", UndoneBy("/operate/waves/{segment}/undo")),
    ("/operate/waves/{segment}/undo", UndoneBy("/operate/waves")),
    ("/operate/visits/{segment}/end", UndoneBy("/admin/pods/{segment}/visit")),
];

/// The addresses of both consoles that take a request of this method.
fn routes(method: &str) -> BTreeSet<&'static str> {
    let lines = ROUTES.lines().filter(|line| line.contains(&format!("web::{method}()")));
    let paths = lines.filter_map(|line| line.split('"').nth(1));
    paths.filter(|path| path.starts_with("/admin") || path.starts_with("/operate")).collect()
}

#[test]
fn each_form_of_a_console_asks_first_or_there_is_a_reason_why_it_need_not() {
    let (forms, pages) = (routes("post"), routes("get"));
    assert!(forms.len() > 70 && pages.len() > 40, "the table of addresses was read: {forms:?}");
    let rows = || ADMINS.iter().chain(OPERATORS);
    let known: BTreeSet<&str> = rows().map(|(form, _)| *form).collect();
    let unsaid: Vec<_> = forms.difference(&known).collect();
    assert!(unsaid.is_empty(), "say whether these ask first, or why they need not: {unsaid:?}");
    let gone: Vec<_> = known.difference(&forms).collect();
    assert!(gone.is_empty(), "these are no forms of a console: {gone:?}");
    assert_eq!(rows().count(), known.len(), "each stands there once");
    for (form, before) in rows() {
        let is_true = match before {
            Page(page) | ShownAt(page) => pages.contains(page),
            UndoneBy(other) => forms.contains(other),
            Because(reason) => !reason.is_empty(),
            Sure => true,
        };
        assert!(is_true, "{form}: what is said of it is not there");
    }
}

#[tokio::test]
async fn an_admin_stays_one_until_another_is_sure() {
    let deployment = Deployment::shared();
    let (mut browser, _) = admin(&deployment, "asks-first").await;
    let (_, jid) = admin(&deployment, "asked-about").await;
    let page = browser.get("/admin/admins").await.expect(200);
    let mut forms = page.forms("form[action$='/remove']").into_iter();
    let remove = forms.find(|form| form.action.contains("asked-about")).expect("a button");
    let asked = browser.send(&remove).await.expect(200);
    assert!(asked.says(&jid), "{}", asked.text());
    assert!(browser.get("/admin/admins").await.expect(200).says(&jid), "to be asked does nothing");
    let page = browser.send(&asked.form("#sure").expect("it asks first")).await.expect(200);
    assert!(page.path == "/admin/admins" && !page.says(&jid), "{}", page.text());
    browser.send(&remove).await.expect(404);
}

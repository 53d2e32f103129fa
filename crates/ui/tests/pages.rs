//! Every page with its samples, in every language, as everybody who can see it: well-formed, whole, and safe to send.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop where its page is not as it should be"
)]

use scraper::{Html, Selector};
use std::collections::HashSet;
use ui::components::Versions;
use ui::context::Context;
use ui::pages::{
    AboutPage, AddPage, AdminAnnouncingPage, AdminBlocksPage, AdminLoginPage, AdminsPage, AnnouncementsPage,
    AnnouncingPage, AuditPage, BlocksPage, BlogPage, BrandingPage, CasePage, ChatPage, ChatsPage,
    ConfirmLetterboxPage, ConfirmPage, ContactPage, ContactsPage, DeletePage, DeploymentAuditPage,
    DirectoryPage, EntryPage, ErrorPage, FarewellPage, FeedPage, FrontPage, FundsPage, GiftsPage, GoPage,
    GuestPage, HealthPage, ImportsPage, InvitePage, InviteTreePage, InvitesPage, LeavePage, LedgerPage,
    LeftPage, LegalPage, LetterboxPage, ListingPage, ListingsPage, LoginPage, MailsPage, MembersPage,
    MembershipPage, NewPodPage, OldTextPage, OutboxPage, OverviewPage, OwnInvitesPage, PasswordNeededPage,
    PasswordPage, PeersPage, PickPage, PlansPage, PodPage, PodReceiptPage, PodReportPage, PodReportsPage,
    PodsPage, PostPage, PrivacyPage, QuotasPage, ReceiptPage, RecoverPage, RecoveryPage, RefusePage,
    RegisterPage, RegistrationPage, ReportPage, ReportsPage, RequestsPage, ResetPage, RulesPage,
    SettingsPage, SetupPage, SheetPage, StatementsPage, SupportPage, SurePage, SuspendPage, SuspendedPage,
    TextsPage, TidingsPage, TurnPage, TypedPage, VerdictPage, VisitPage, VisitsPage, WaitersPage,
    WaitingListPage, WavesPage, WelcomePage,
};
use ui::{Ahead, Language, Notice, Page, SessionState, samples};

#[test]
fn every_page_is_whole_in_every_language() {
    let assets = samples::assets();
    for language in Language::ALL {
        let member = samples::member(language, &assets);
        let with = |session| Context { viewer: samples::viewer(session), ..member.clone() };
        let away = [with(SessionState::NeedsPassword), with(SessionState::Ended)];
        let others = [
            samples::visitor(language, &assets),
            samples::support(language, &assets),
            samples::platform(language, &assets),
        ];
        let ahead = [
            samples::ahead(&member, Ahead::ReadOnly { reason: "We move to a larger machine." }),
            samples::ahead(&others[0], Ahead::Closing { at: samples::NOW }),
        ];
        let known = [samples::with_logo(&member), samples::with_logo(&others[0])];
        for ctx in others.iter().chain(&away).chain(&ahead).chain(&known).chain([&member]) {
            all(ctx);
        }
    }
}

#[test]
fn every_notice_has_a_sentence() {
    let assets = samples::assets();
    for language in Language::ALL {
        for notice in Notice::ALL {
            assert_eq!(Notice::from_code(notice.code()), Some(notice));
            let ctx = Context { notice: Some(notice), ..samples::visitor(language, &assets) };
            let page = RulesPage { text: None, versions: Versions::default() };
            check("notice", &page.render(&ctx).into_string());
        }
    }
}

fn all(ctx: &Context<'_>) {
    each::<FrontPage>(ctx, "front");
    each::<LoginPage>(ctx, "login");
    each::<InvitePage>(ctx, "invite");
    each::<RegisterPage>(ctx, "register");
    each::<WelcomePage>(ctx, "welcome");
    each::<FeedPage>(ctx, "feed");
    each::<PostPage>(ctx, "post");
    each::<BlogPage>(ctx, "blog");
    each::<ContactsPage>(ctx, "contacts");
    each::<ContactPage>(ctx, "contact");
    each::<ChatsPage>(ctx, "chats");
    each::<ChatPage>(ctx, "chat");
    each::<ConfirmPage>(ctx, "confirm");
    each::<SettingsPage>(ctx, "settings");
    each::<DeletePage>(ctx, "delete");
    each::<LeavePage>(ctx, "leave");
    each::<LeftPage>(ctx, "left");
    each::<PasswordPage>(ctx, "password");
    each::<PasswordNeededPage>(ctx, "password needed");
    each::<RecoverPage>(ctx, "recover");
    each::<RecoveryPage>(ctx, "recovery");
    each::<OwnInvitesPage>(ctx, "own invites");
    each::<ResetPage>(ctx, "reset");
    each::<AboutPage>(ctx, "about");
    each::<PrivacyPage>(ctx, "privacy");
    each::<WaitingListPage>(ctx, "waiting list");
    each::<RulesPage>(ctx, "rules");
    each::<ErrorPage>(ctx, "error");
    each::<FarewellPage>(ctx, "farewell");
    each::<SuspendedPage>(ctx, "suspended");
    each::<OutboxPage>(ctx, "outbox");
    each::<AnnouncementsPage>(ctx, "announcements");
    each::<FundsPage>(ctx, "funds");
    each::<LetterboxPage>(ctx, "letterbox");
    each::<ConfirmLetterboxPage>(ctx, "confirm letterbox");
    directory(ctx);
    law(ctx);
    console(ctx);
    admins_console(ctx);
}

fn directory(ctx: &Context<'_>) {
    each::<DirectoryPage>(ctx, "directory");
    each::<GoPage>(ctx, "go");
    each::<AddPage>(ctx, "add");
    each::<PickPage>(ctx, "pick");
    each::<SheetPage>(ctx, "sheet");
    each::<PodReportPage>(ctx, "pod report");
    each::<PodReceiptPage>(ctx, "pod receipt");
}

fn law(ctx: &Context<'_>) {
    each::<LegalPage>(ctx, "legal");
    each::<OldTextPage>(ctx, "old text");
    each::<ReportPage>(ctx, "report");
    each::<ReceiptPage>(ctx, "receipt");
    each::<TypedPage>(ctx, "typed");
    each::<VerdictPage>(ctx, "verdict");
}

fn console(ctx: &Context<'_>) {
    each::<OverviewPage>(ctx, "overview");
    each::<MembersPage>(ctx, "members");
    each::<MembershipPage>(ctx, "membership");
    each::<SuspendPage>(ctx, "suspend");
    each::<ReportsPage>(ctx, "reports");
    each::<CasePage>(ctx, "case");
    each::<BlocksPage>(ctx, "blocks");
    each::<TextsPage>(ctx, "texts");
    each::<RequestsPage>(ctx, "requests");
    each::<RefusePage>(ctx, "refuse");
    each::<InvitesPage>(ctx, "invites");
    each::<InviteTreePage>(ctx, "invite tree");
    each::<RegistrationPage>(ctx, "registration");
    each::<BrandingPage>(ctx, "branding");
    each::<QuotasPage>(ctx, "quotas");
    each::<MailsPage>(ctx, "mails");
    each::<TidingsPage>(ctx, "tidings");
    each::<AuditPage>(ctx, "audit");
    each::<AnnouncingPage>(ctx, "announcing");
    each::<LedgerPage>(ctx, "ledger");
    each::<EntryPage>(ctx, "entry");
    each::<GiftsPage>(ctx, "gifts");
    each::<GuestPage>(ctx, "guest");
    each::<ListingPage>(ctx, "listing");
    each::<WaitersPage>(ctx, "waiters");
    each::<WavesPage>(ctx, "waves");
    each::<VisitsPage>(ctx, "visits");
    each::<SupportPage>(ctx, "support");
}

fn admins_console(ctx: &Context<'_>) {
    each::<AdminLoginPage>(ctx, "admin login");
    each::<SetupPage>(ctx, "setup");
    each::<PodsPage>(ctx, "pods");
    each::<PodPage>(ctx, "pod");
    each::<VisitPage>(ctx, "visit");
    each::<TurnPage>(ctx, "turn");
    each::<SurePage>(ctx, "sure");
    each::<NewPodPage>(ctx, "new pod");
    each::<PlansPage>(ctx, "plans");
    each::<AdminBlocksPage>(ctx, "admin blocks");
    each::<AdminsPage>(ctx, "admins");
    each::<AdminAnnouncingPage>(ctx, "admin announcing");
    each::<HealthPage>(ctx, "health");
    each::<ListingsPage>(ctx, "listings");
    each::<PeersPage>(ctx, "peers");
    each::<StatementsPage>(ctx, "statements");
    each::<PodReportsPage>(ctx, "pod reports");
    each::<ImportsPage>(ctx, "imports");
    each::<DeploymentAuditPage>(ctx, "deployment audit");
}

fn each<P: Page>(ctx: &Context<'_>, name: &str) {
    let samples = P::samples(ctx.now);
    assert!(!samples.is_empty(), "{name} has no samples");
    for (index, page) in samples.iter().enumerate() {
        check(&format!("{name} {index} {}", ctx.language.tag()), &page.render(ctx).into_string());
    }
}

fn check(name: &str, html: &str) {
    assert!(!html.contains('⟦'), "{name}: a text is missing: {}", html.split('⟦').nth(1).unwrap_or_default());
    assert!(!html.contains("{$") && !html.contains("{ $"), "{name}: an argument is missing");
    assert!(!html.contains(" style="), "{name}: inline style");
    let page = Html::parse_document(html);
    assert_eq!(count(&page, "main"), 1, "{name}: one main part");
    assert_eq!(count(&page, "h1"), 1, "{name}: one first heading");
    ids(name, &page);
    forms(name, &page);
    names(name, &page);
    headings(name, &page);
}

fn ids(name: &str, page: &Html) {
    let mut seen = HashSet::new();
    for element in page.select(&selector("[id]")) {
        let id = element.attr("id").unwrap();
        assert!(seen.insert(id.to_owned()), "{name}: id {id} twice");
        assert!(!id.contains(char::is_whitespace) && !id.is_empty(), "{name}: id {id:?}");
    }
    for attribute in ["for", "aria-labelledby", "aria-describedby"] {
        for element in page.select(&selector(&format!("[{attribute}]"))) {
            for id in element.attr(attribute).unwrap().split(' ') {
                assert!(seen.contains(id), "{name}: {attribute}={id} leads nowhere");
            }
        }
    }
    for element in page.select(&selector("a[href^='#']")) {
        assert!(
            seen.contains(&element.attr("href").unwrap()[1..]),
            "{name}: {:?} leads nowhere",
            element.attr("href")
        );
    }
}

fn forms(name: &str, page: &Html) {
    let mut commands = HashSet::new();
    for form in page.select(&selector("form[method=post]")) {
        assert_eq!(
            form.select(&selector("input[type=hidden][name=csrf]")).count(),
            1,
            "{name}: a form without its token"
        );
        let command = form.select(&selector("input[type=hidden][name=command]")).next().expect(name);
        let command = command.attr("value").unwrap();
        assert!(
            !command.is_empty() && commands.insert(command.to_owned()),
            "{name}: command {command} twice"
        );
        assert!(
            form.attr("action").is_some_and(|action| action.starts_with('/')),
            "{name}: a form without address"
        );
    }
    assert_eq!(
        count(page, "form"),
        count(page, "form[method=post], form[method=get]"),
        "{name}: a form without method"
    );
}

/// Fields have labels, links and buttons have words, pictures have alternatives.
fn names(name: &str, page: &Html) {
    for field in page.select(&selector("input:not([type=hidden]):not([hidden]), textarea, select")) {
        let wrapped = field
            .ancestors()
            .any(|node| node.value().as_element().is_some_and(|element| element.name() == "label"));
        let labelled = field.attr("id").is_some_and(|id| count(page, &format!("label[for='{id}']")) == 1);
        assert!(wrapped || labelled, "{name}: {} without label", field.html());
    }
    for element in page.select(&selector("a, button:not([hidden]), summary, h1, h2, h3, label")) {
        assert!(
            element.text().any(|text| !text.trim().is_empty()),
            "{name}: {} says nothing",
            element.html()
        );
    }
    for picture in page.select(&selector("img")) {
        assert!(picture.attr("alt").is_some(), "{name}: {} without alt", picture.html());
    }
}

/// Headings go down one step at a time.
fn headings(name: &str, page: &Html) {
    let mut before = 0;
    for heading in page.select(&selector("body :is(h1, h2, h3, h4, h5, h6)")) {
        let level = heading.value().name()[1..].parse::<u8>().unwrap();
        assert!(level <= before + 1, "{name}: from h{before} to {}", heading.html());
        before = level;
    }
}

fn count(page: &Html, what: &str) -> usize {
    page.select(&selector(what)).count()
}

fn selector(what: &str) -> Selector {
    Selector::parse(what).expect(what)
}

//! No row of another pod is ever reached, and the database itself refuses to cross pods.

use jid::BareJid;
use model::announcements::{self, NewAnnouncement};
use model::applications::{self, NewApplication};
use model::archives::{self, Cursor};
use model::contacts::{self, RosterItem, Subscription};
use model::funds::{self, Currency, Direction, Funds, NewEntry};
use model::messages::{self, NewMessage, State as Sent};
use model::newcomers::limits;
use model::pictures::{self, Picture};
use model::pods::{self, Change, NewPod, Turn};
use model::posts::{self, CommentsNode, Filter, MICROBLOG, NewPost, Viewer};
use model::reports::{self, Kind, NewReport, Verdict, What};
use model::{
    Database, Email, Error, Owner, PodId, accounts, admins, arrivals, blocks, browsers, chats, confirmations,
    departures, domains, federation, guests, handles, hosts, introductions, invites, inviting, letterboxes,
    listings, logos, mails, members, newcomers, notices, recoveries, roles, sessions, texts, usages, visits,
    waiters, waiting, warnings, waves,
};
use time::Duration;

use crate::databases::on_both;
use crate::introductions::said;
use crate::logos::new as new_logo;
use crate::people::{NOW, at, by, jid, joined, member, message, pod, post, purge};
use crate::tables::{KeyColumn, POSTGRES_KEYS, SQLITE_KEYS, columns, is_tenant};

/// A pod with everything in it that a pod can have; the same on each.
struct Full {
    owner: Owner,
    token: browsers::Token,
    browser: model::BrowserId,
    post: model::PostId,
    message: model::MessageId,
}

fn comments() -> CommentsNode {
    CommentsNode { service: jid("alice@a.example"), node: "comments".into() }
}

async fn full(db: &Database, pod: &PodId) -> Full {
    let (alice, bob) = (member(db, pod, "alice@a.example").await, jid("bob@a.example"));
    let owner = alice.owner();
    let signed_in = browsers::create(db, &owner, "Firefox", NOW).await.unwrap();
    roles::grant(db, pod, &alice.jid, roles::Role::Operator, &by()).await.unwrap();
    let subscription = Subscription::Both;
    let left =
        RosterItem { jid: jid("claire@a.example"), name: None, subscription, ask: false, groups: vec![] };
    contacts::put(db, &owner, 0, left.clone(), NOW).await.unwrap();
    contacts::remove(db, &owner, 0, &left.jid).await.unwrap();
    contacts::put(db, &owner, 0, RosterItem { jid: bob, ..left }, NOW).await.unwrap();
    waiting::put(db, &owner, 0, "1", "{}", NOW).await.unwrap();
    let bytes = vec![1];
    let picture = Picture { hash: "00ff".into(), mime: "image/png".into(), bytes, width: 1, height: 1 };
    pictures::put(db, pod, picture, NOW).await.unwrap();
    logos::set(db, pod, new_logo("00ff", 1), &by()).await.unwrap();
    introductions::set(db, pod, &said(), &by()).await.unwrap();
    let public = NewPost { public: true, comments: Some(comments()), ..post("alice@a.example", "1", 0) };
    let told = alice.jid.domain();
    let comment = NewPost { node: "comments".into(), ..public.clone() };
    posts::receive(db, &owner, 0, told, comment, NOW).await.unwrap();
    posts::receive(db, &owner, 0, told, post("bob@a.example", "1", 0), NOW).await.unwrap();
    let post = posts::receive(db, &owner, 0, told, public, NOW).await.unwrap().id;
    let stored = NewMessage { stanza_id: Some("s1".into()), ..message("bob@a.example", "Hello") };
    messages::receive(db, &owner, 0, stored, NOW).await.unwrap();
    let message = messages::write(db, &owner, &jid("bob@a.example"), "Hello", "o1", NOW).await.unwrap().id;
    usages::note(db, pod, NOW).await.unwrap();
    archives::advance(db, &owner, 0, Cursor { stanza_id: "s1".into(), position: 1 }, NOW).await.unwrap();
    lines(db, pod).await;
    safety(db, &owner).await;
    community(db, pod, &owner).await;
    back_in(db, pod, &owner).await;
    support(db, pod).await;
    Full { owner, token: signed_in.token, browser: signed_in.browser.id, post, message }
}

/// Rules, blocks, and a report by which something is hidden.
async fn safety(db: &Database, owner: &Owner) {
    let (pod, later) = (&owner.pod, NOW + Duration::days(14));
    for (body, since) in [("Be kind", NOW), ("Be kinder", later)] {
        texts::announce(db, pod, texts::Kind::Rules, body, since, &by()).await.unwrap();
    }
    texts::read(db, owner, texts::Kind::Rules, 2).await.unwrap();
    texts::announce(db, pod, texts::Kind::Privacy, "No photographs", later, &by()).await.unwrap();
    texts::withdraw(db, pod, texts::Kind::Privacy, &by()).await.unwrap();
    let block = blocks::NewBlock { subject: jid("evil.example"), reason: "Spam".into(), expires_at: None };
    blocks::add(db, pod, block, &by()).await.unwrap();
    let report = NewReport {
        what: What::Post,
        service: jid("claire@a.example"),
        node: MICROBLOG.into(),
        item: "1".into(),
        author: Some(jid("claire@a.example")),
        author_name: "Claire".into(),
        content: "Spam".into(),
        kind: Kind::Spam,
        words: String::new(),
        email: None,
        language: "en".into(),
        member: Some(owner.member),
    };
    let id = reports::file(db, pod, report, NOW).await.unwrap();
    reports::decide(db, pod, &id, Verdict::Hidden, "Spam", roles::Role::Operator, &by()).await.unwrap();
}

/// People who would like to come in, and what a pod asks of them.
async fn lines(db: &Database, pod: &PodId) {
    notices::messengers::note(db, &jid("pods@a.example"), NOW).await.unwrap();
    let email: Email = "eve@mail.example".parse().unwrap();
    let new = NewApplication { email: email.clone(), language: "en".into(), reason: "I cook".into() };
    applications::ask(db, pod, new, NOW).await.unwrap();
    waiters::ask(db, pod, email.clone(), "en".into(), NOW).await.unwrap();
    confirmations::ask(db, pod, email.clone(), "en".into(), NOW).await.unwrap();
    newcomers::set(db, pod, newcomers::Change { crowd: Some(0), ..Default::default() }, &by()).await.unwrap();
    let change = Change { contact_email: Some(Some(email)), sessions_max: Some(1), ..Default::default() };
    pods::set(db, pod, change, &by()).await.unwrap();
    warnings::give(db, NOW).await.unwrap();
}

/// What those who run a pod say, count and watch.
async fn community(db: &Database, pod: &PodId, alice: &Owner) {
    let new = NewAnnouncement {
        batch: None,
        title: "soup".into(),
        body: String::new(),
        for_everyone: true,
        starts_at: NOW,
        ends_at: None,
        by_mail: false,
    };
    let said = announcements::create(db, pod, new, None, &by()).await.unwrap();
    announcements::close(db, alice, &said).await.unwrap();
    funds::set(db, pod, &Funds { words: "Ten euros".into(), ..Funds::default() }, &by()).await.unwrap();
    let (direction, currency) = (Direction::In, Currency::Eur);
    let entry = NewEntry { day: NOW.date(), direction, amount: 100, currency, words: String::new() };
    funds::create(db, pod, &entry, None, &by()).await.unwrap();
    arrivals::note(db, alice, "203.0.113.0/24", NOW).await.unwrap();
    let (guest, mallory) =
        (joined(db, pod, "guest@a.example").await, joined(db, pod, "mallory@a.example").await);
    guests::name(db, pod, &guest.jid, &by()).await.unwrap();
    waves::remove(db, pod, &[mallory.id], &by()).await.unwrap();
    newness(db, alice).await;
    letterboxes::ask(db, alice, "alice@mail.example".parse().unwrap(), "en".into(), NOW).await.unwrap();
    published(db, pod).await;
}

/// What somebody may do who is new, what she did, and that it was lifted for her.
async fn newness(db: &Database, alice: &Owner) {
    let arrived = joined(db, &alice.pod, "new@a.example").await.owner();
    let on = limits::Change { days: Some(7), ..Default::default() };
    limits::set(db, &alice.pod, on, &by()).await.unwrap();
    limits::count(db, &arrived, limits::Effort::Post, 1, "1", NOW).await.unwrap();
    limits::lift(db, &arrived, &by()).await.unwrap();
}

/// What it says of itself to directories.
async fn published(db: &Database, pod: &PodId) {
    let key = listings::Key::new("kid".into(), "x".into(), vec![1], NOW, NOW.date());
    listings::begin(db, pod, &key).await.unwrap();
    let (digest, document) = ("digest".to_owned(), "{}".to_owned());
    let issued = listings::Issued { serial: 1, digest, document, issued_at: NOW };
    assert!(
        listings::issue(db, pod, &issued, None, ("cantine.example", federation::feed::Told::Listed))
            .await
            .unwrap()
    );
    let said = listings::Settings { country: "fr".into(), ..Default::default() };
    listings::set(db, pod, &said, &by()).await.unwrap();
}

/// The same for what those who run it say, count and watch.
async fn no_community(db: &Database, pod: &PodId) {
    assert!(announcements::list(db, pod, 9).await.unwrap().is_empty());
    assert!(announcements::for_everyone(db, pod, NOW).await.unwrap().is_empty());
    assert_eq!(funds::get(db, pod).await.unwrap(), Funds::default());
    assert!(funds::list(db, pod).await.unwrap().is_empty());
    assert!(arrivals::networks(db, pod).await.unwrap().is_empty());
    assert_eq!(guests::of(db, pod).await.unwrap(), None);
    assert!(waves::list(db, pod).await.unwrap().is_empty());
    assert_eq!(limits::get(db, pod).await.unwrap(), limits::Limits::default());
    assert!(notices::list(db, pod, None, 9).await.unwrap().is_empty());
    assert!(listings::keys(db, pod).await.unwrap().is_empty());
    let facts = listings::facts(db, pod, NOW).await.unwrap().unwrap();
    assert_eq!((facts.issued, facts.settings), (None, listings::Settings::default()));
}

/// A domain that Cosse looks after, and what a member gets back in with.
async fn back_in(db: &Database, pod: &PodId, owner: &Owner) {
    let domain = "people.example".parse().unwrap();
    domains::set(db, pod, domains::Kind::Shared, Some(&domain), &by()).await.unwrap();
    let due = domains::due(db, NOW, 9).await.unwrap().into_iter().find(|due| due.pod == *pod).unwrap();
    domains::lend(db, &due, NOW).await.unwrap();
    accounts::promise(db, owner, &jid("alice@people.example"), &by()).await.unwrap();
    recoveries::renew(db, owner, NOW).await.unwrap();
    recoveries::issue(db, owner, &by()).await.unwrap();
    inviting::set_open_each(db, pod, 2, &by()).await.unwrap();
    invites::by_member(db, owner, 2, true, &by()).await.unwrap();
}

/// An admin who looks into its console.
async fn support(db: &Database, pod: &PodId) {
    let ops = jid("ops@a.example");
    admins::grant(db, &ops, &by()).await.unwrap();
    let new = visits::NewVisit { jid: ops, reason: "Help".into(), lasts: Duration::HOUR };
    visits::begin(db, pod, new, NOW).await.unwrap();
}

/// Asks for everything of `full` as somebody of another pod would.
async fn finds_nothing(db: &Database, pod: &PodId, full: &Full) {
    let alice: BareJid = jid("alice@a.example");
    let crossed = Owner { pod: *pod, member: full.owner.member };
    assert_eq!(browsers::by_token(db, pod, &full.token, NOW).await.unwrap(), None);
    assert!(browsers::list(db, &crossed).await.unwrap().is_empty());
    assert!(matches!(browsers::remove(db, &crossed, &full.browser).await, Err(Error::NotFound(_))));
    assert_eq!(members::get(db, &crossed).await.unwrap(), None);
    assert_eq!(members::by_jid(db, pod, &alice).await.unwrap(), None);
    assert_eq!(members::by_handle(db, pod, &"alice".parse().unwrap()).await.unwrap(), None);
    assert!(members::list(db, pod, None, 100).await.unwrap().is_empty());
    assert!(members::search(db, pod, &members::Search::default(), None, 100).await.unwrap().is_empty());
    assert!(usages::list(db, pod, NOW.date()).await.unwrap().is_empty());
    assert_eq!(handles::suggest(db, pod, &alice, NOW).await.unwrap().as_str(), "alice");
    assert_eq!(sessions::get(db, &crossed).await.unwrap(), None);
    assert!(matches!(sessions::claim(db, &crossed, NOW).await, Err(Error::NotFound(_))));
    assert_eq!(roles::role_of(db, pod, &alice).await.unwrap(), None);
    assert!(roles::list(db, pod).await.unwrap().is_empty());
    assert!(contacts::list(db, &crossed).await.unwrap().is_empty());
    assert_eq!(contacts::get(db, &crossed, &jid("bob@a.example")).await.unwrap(), None);
    assert!(contacts::leavers(db, &crossed).await.unwrap().is_empty());
    assert!(waiting::list(db, &crossed).await.unwrap().is_empty());
    assert_eq!(departures::of(db, &crossed).await.unwrap(), None);
    assert_eq!(recoveries::left(db, &crossed).await.unwrap(), 0);
    assert_eq!(domains::of(db, pod).await.unwrap().domain, None);
    assert_eq!(domains::outstanding(db, pod).await.unwrap(), 0);
    assert_eq!(inviting::open_each(db, pod).await.unwrap(), 0);
    assert_eq!(pictures::get(db, pod, "00ff").await.unwrap(), None);
    assert_eq!(introductions::get(db, pod).await.unwrap(), introductions::Introduction::default());
    assert_eq!(logos::of(db, pod).await.unwrap(), None);
    assert_eq!(logos::square(db, pod, "00ff", logos::Side::Small).await.unwrap(), None);
    assert_eq!(hosts::list(db, pod).await.unwrap(), ["empty.example"]);
    assert!(applications::open(db, pod).await.unwrap().is_empty());
    assert!(mails::list(db, pod, None, 9).await.unwrap().is_empty());
    assert!(visits::list(db, pod, 9).await.unwrap().is_empty());
    assert!(visits::current(db, pod, NOW).await.unwrap().is_empty());
    no_safety(db, pod, &crossed).await;
    no_community(db, pod).await;
    no_posts(db, crossed, full).await;
    no_messages(db, crossed, full).await;
}

/// The same for what is reported, hidden, blocked and written down.
async fn no_safety(db: &Database, pod: &PodId, crossed: &Owner) {
    assert_eq!(letterboxes::get(db, crossed).await.unwrap(), None);
    assert!(reports::list(db, pod, None, 9).await.unwrap().is_empty());
    assert!(reports::untold(db, crossed).await.unwrap().is_empty());
    let claire = jid("claire@a.example");
    assert_eq!(posts::hidden(db, pod, &claire, MICROBLOG, "1").await.unwrap(), None);
    assert!(posts::hidden_of(db, pod, &claire, NOW).await.unwrap().is_empty());
    assert!(blocks::list(db, pod).await.unwrap().is_empty());
    assert_eq!(blocks::of(db, pod, &jid("eve@evil.example"), NOW).await.unwrap(), None);
    assert!(texts::list(db, pod, texts::Kind::Rules).await.unwrap().is_empty());
    assert_eq!(texts::unread(db, crossed, texts::Kind::Rules, NOW).await.unwrap(), None);
    assert_eq!(texts::withdrawn(db, pod, texts::Kind::Privacy, NOW).await.unwrap(), None);
}

async fn no_messages(db: &Database, crossed: Owner, full: &Full) {
    let bob = jid("bob@a.example");
    assert!(chats::list(db, &crossed, None, 100).await.unwrap().is_empty());
    assert_eq!(chats::get(db, &crossed, &bob).await.unwrap(), None);
    assert_eq!(chats::unread_total(db, &crossed).await.unwrap(), 0);
    assert!(!chats::read(db, &crossed, &bob, None).await.unwrap().changed);
    assert!(messages::page(db, &crossed, &bob, None, 100).await.unwrap().messages.is_empty());
    assert_eq!(messages::get(db, &crossed, &full.message).await.unwrap(), None);
    assert!(messages::waiting(db, &crossed).await.unwrap().is_empty());
    assert!(matches!(messages::discard(db, &crossed, &full.message).await, Err(Error::NotFound(_))));
    let turned = messages::set_state(db, &crossed, 0, None, &["o1".into()], Sent::Displayed).await;
    assert!(matches!(turned, Err(Error::Displaced)));
    let displayed = messages::displayed_by_peer(db, &crossed, 0, &bob, "o1").await;
    assert!(matches!(displayed, Err(Error::Displaced)));
    assert_eq!(archives::cursor(db, &crossed).await.unwrap(), None);
    assert_eq!(archives::oldest(db, &crossed, &bob).await.unwrap(), archives::Oldest::default());
}

async fn no_posts(db: &Database, crossed: Owner, full: &Full) {
    let (pod, alice) = (&crossed.pod, jid("alice@a.example"));
    assert!(posts::feed(db, &crossed, Filter::All, None, 100).await.unwrap().is_empty());
    for viewer in [Viewer::anyone(*pod), crossed.into()] {
        assert_eq!(posts::by_id(db, &viewer, &full.post).await.unwrap(), None);
        assert_eq!(posts::get(db, &viewer, &alice, MICROBLOG, "1").await.unwrap(), None);
        assert!(posts::comments(db, &viewer, &alice, "comments").await.unwrap().is_empty());
        assert!(posts::count_comments(db, &viewer, &[comments()]).await.unwrap().is_empty());
        assert!(!posts::has_comments(db, &viewer, &alice, "comments").await.unwrap());
    }
    assert!(posts::public_of_member(db, pod, &alice, None, 100).await.unwrap().is_empty());
    assert!(posts::public_of_pod(db, pod, None, 100).await.unwrap().is_empty());
    assert!(posts::comments_for_contacts(db, &crossed, &alice).await.unwrap().is_empty());
    let told = alice.domain();
    let revoked = posts::revoke(db, &crossed, 0, &alice, MICROBLOG).await;
    assert!(matches!(revoked, Err(Error::Displaced)));
    let retracted = posts::retract(db, &crossed, 0, told, at(&alice, "1"), NOW).await;
    assert!(matches!(retracted, Err(Error::Displaced)));
    let purged = posts::purge(db, &crossed, 0, told, &alice, MICROBLOG, NOW).await;
    assert!(matches!(purged, Err(Error::Displaced)));
}

on_both! {
    async fn nothing_of_another_pod_is_found(fresh) {
        let cantine = pod(&fresh.db, "cantine.example").await.id;
        let empty = pod(&fresh.db, "empty.example").await.id;
        let full = full(&fresh.db, &cantine).await;
        finds_nothing(&fresh.db, &empty, &full).await;
    }

    async fn two_pods_with_the_same_accounts_and_items_do_not_mix(fresh) {
        let db = &fresh.db;
        let cantine = full(db, &pod(db, "cantine.example").await.id).await;
        let lanterne = full(db, &pod(db, "lanterne.example").await.id).await;
        assert_ne!(cantine.owner.member, lanterne.owner.member);
        let told = jid("alice@a.example");
        posts::purge(db, &cantine.owner, 0, told.domain(), &told, MICROBLOG, NOW).await.unwrap();
        contacts::remove(db, &cantine.owner, 0, &jid("bob@a.example")).await.unwrap();
        for shown in [Some("00ff"), None] {
            members::set_picture(db, &cantine.owner, shown).await.unwrap();
        }
        assert_eq!(pictures::get(db, &cantine.owner.pod, "00ff").await.unwrap(), None);
        assert!(posts::feed(db, &cantine.owner, Filter::All, None, 9).await.unwrap().is_empty());
        let feed = posts::feed(db, &lanterne.owner, Filter::All, None, 9).await.unwrap();
        assert_eq!(feed.len(), 2);
        assert!(pictures::get(db, &lanterne.owner.pod, "00ff").await.unwrap().is_some());
        members::remove(db, &cantine.owner, NOW).await.unwrap();
        assert!(browsers::by_token(db, &lanterne.owner.pod, &lanterne.token, NOW).await.unwrap().is_some());
        let public = posts::public_of_pod(db, &lanterne.owner.pod, None, 9).await.unwrap();
        assert_eq!(public.iter().map(|post| post.id).collect::<Vec<_>>(), [lanterne.post]);
    }

    async fn after_thirty_days_nothing_is_left_of_a_deleted_pod_and_all_of_another(fresh) {
        let db = &fresh.db;
        let crowd = NewPod { members_max: 300, signups_per_day: 300, ..NewPod::new("cantine.example", "Cantine") };
        let gone = pods::create(db, crowd, &by()).await.unwrap().id;
        let stays = pod(db, "lanterne.example").await.id;
        full(db, &gone).await;
        let kept = full(db, &stays).await;
        for number in 0..200 {
            joined(db, &gone, &format!("member{number}@a.example")).await;
        }
        pods::turn(db, &gone, Turn::Delete, &by()).await.unwrap();
        assert_eq!(purge(db, NOW + Duration::days(30)).await, 0);
        assert_eq!(purge(db, NOW + Duration::days(31)).await, 1);
        assert_eq!(pods::get(db, &gone).await.unwrap(), None);
        for KeyColumn { of_table, .. } in columns(fresh, SQLITE_KEYS, POSTGRES_KEYS).await {
            if is_tenant(&of_table) {
                let rows = format!("SELECT '{of_table}' AS of_table, pod_id AS columns FROM {of_table}");
                let left = columns(fresh, &rows, &rows).await;
                assert!(left.iter().all(|row| row.columns == stays.to_string()), "{of_table}");
            }
        }
        assert!(browsers::by_token(db, &stays, &kept.token, NOW).await.unwrap().is_some());
        assert_eq!(purge(db, NOW + Duration::days(31)).await, 0);
    }

    async fn the_database_itself_refuses_a_member_of_another_pod(fresh) {
        let db = &fresh.db;
        let full = full(db, &pod(db, "cantine.example").await.id).await;
        let other = pod(db, "lanterne.example").await.id;
        let crossed = Owner { pod: other, member: full.owner.member };
        assert!(browsers::create(db, &crossed, "Firefox", NOW).await.is_err());
        assert!(waiting::put(db, &crossed, 0, "2", "{}", NOW).await.is_err());
        let told = jid("alice@a.example");
        let new = post("alice@a.example", "2", 0);
        assert!(posts::receive(db, &crossed, 0, told.domain(), new, NOW).await.is_err());
        assert!(messages::write(db, &crossed, &told, "Hello", "o2", NOW).await.is_err());
    }

    async fn migrations_go_back_and_forth(fresh) {
        pod(&fresh.db, "cantine.example").await;
        fresh.db.migrate().await.unwrap();
        fresh.db.migrate_back().await.unwrap();
        fresh.db.migrate().await.unwrap();
        assert!(model::pods::list(&fresh.db).await.unwrap().is_empty());
        fresh.db.ping().await.unwrap();
    }
}

#[tokio::test]
async fn an_address_that_is_no_database_is_refused_without_its_password() {
    for address in ["", "cosse.db", "mysql://user:hunter2@host/db", "sqlite:"] {
        let error = Database::open(address).await.unwrap_err();
        assert!(matches!(error, Error::Address(_)) && !error.to_string().contains("hunter2"), "{error}");
    }
}

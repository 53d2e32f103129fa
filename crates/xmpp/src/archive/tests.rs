//! Results as servers send them, and as nobody should.

use super::gathered::BYTES_MAX;
use super::*;
use time::macros::datetime;

const FORGED: &str = "<received xmlns='urn:xmpp:carbons:2'/>";

fn found(outer: &str) -> Option<Found> {
    let account = BareJid::new("ana@alpha.test").unwrap();
    let arrival = Arrival { account: &account, stanza_ids: true, damaged: false };
    let message = format!("<message xmlns='jabber:client'>{outer}</message>");
    read(&message.parse().unwrap(), &arrival)
}

fn result(attributes: &str, stamp: &str, inside: &str) -> String {
    let delay = format!("<delay xmlns='urn:xmpp:delay' stamp='{stamp}'/>");
    format!(
        "<result xmlns='urn:xmpp:mam:2' {attributes}><forwarded xmlns='urn:xmpp:forward:0'>{delay}
         <message xmlns='jabber:client' from='ben@beta.test/x' to='ana@alpha.test' type='chat'>{inside}</message>
         </forwarded></result>"
    )
}

fn archived(id: &str, body: &str) -> Archived {
    let inside = format!("<body>{body}</body>");
    let outer = result(&format!("queryid='q' id='{id}'"), "2026-05-04T10:11:12Z", &inside);
    found(&outer).unwrap().archived.unwrap()
}

fn gathered(query: &Query, ids: std::ops::Range<u32>, body: &str) -> Gathered {
    let mut gathered = Gathered::new(query);
    ids.for_each(|id| gathered.push(archived(&id.to_string(), body)));
    gathered
}

fn fin(complete: &str, set: &str) -> Element {
    let set = format!("<set xmlns='http://jabber.org/protocol/rsm'>{set}</set>");
    format!("<fin xmlns='urn:xmpp:mam:2' {complete}>{set}</fin>").parse().unwrap()
}

fn ids(page: &Page) -> Vec<&str> {
    page.messages.iter().map(|archived| archived.id.as_str()).collect()
}

#[test]
fn a_result_is_read_and_its_own_id_and_time_count() {
    let inside = "<body>Hi</body><stanza-id xmlns='urn:xmpp:sid:0' by='ana@alpha.test' id='old'/>
        <delay xmlns='urn:xmpp:delay' from='alpha.test' stamp='2001-01-01T00:00:00Z'/>";
    let found = found(&result("queryid='q' id='7'", "2026-05-04T12:11:12.5+02:00", inside)).unwrap();
    let archived = found.archived.unwrap();
    assert_eq!((found.query.as_str(), archived.id.as_str()), ("q", "7"));
    assert_eq!(archived.stamp, datetime!(2026-05-04 10:11:12.5 UTC));
    let Incoming { body, stanza_id, delay, .. } = archived.message;
    assert_eq!((body.as_deref(), stanza_id.as_deref()), (Some("Hi"), Some("7")));
    assert_eq!(delay, Some(archived.stamp));
}

#[test]
fn a_result_of_no_query_is_none() {
    let now = "2026-05-04T10:11:12Z";
    assert!(found(&result("id='7'", now, "")).is_none());
    assert!(found(&result(&format!("queryid='{}' id='7'", "q".repeat(5_000)), now, "")).is_none());
    assert!(found(&result("queryid='q' id='7'", now, "").repeat(2)).is_none());
}

#[test]
fn what_cannot_be_read_is_found_without_a_message() {
    let now = "2026-05-04T10:11:12Z";
    let huge = format!("queryid='q' id='{}'", "x".repeat(5_000));
    for attributes in ["queryid='q'", "queryid='q' id=''", &huge] {
        assert!(found(&result(attributes, now, "<body>x</body>")).unwrap().archived.is_none());
    }
    for stamp in ["", "never", "2026-13-45T99:00:00Z", "-1", "99999999-01-01T00:00:00Z", "0"] {
        assert!(found(&result("queryid='q' id='7'", stamp, "")).unwrap().archived.is_none(), "{stamp}");
    }
    let empty =
        "<result xmlns='urn:xmpp:mam:2' queryid='q' id='7'><forwarded xmlns='urn:xmpp:forward:0'/></result>";
    assert!(found(empty).unwrap().archived.is_none());
}

#[test]
fn a_forgery_that_was_archived_is_left_out() {
    let again = result("queryid='q' id='8'", "2026-05-04T10:11:12Z", "<body>x</body>");
    for forged in [FORGED, &again] {
        let found = found(&result("queryid='q' id='7'", "2026-05-04T10:11:12Z", forged)).unwrap();
        assert!(found.archived.is_none(), "{forged}");
    }
}

#[test]
fn a_page_is_what_was_gathered_and_what_the_server_says_of_it() {
    let query = Query { max: 20, ..Query::default() };
    let end = fin("", "<first index='0'>1</first><last>5</last><count>9</count>");
    let page = gathered(&query, 2..5, "x").page(&query, &end);
    assert_eq!((ids(&page), page.complete, page.count), (vec!["2", "3", "4"], false, Some(9)));
    assert_eq!((page.first.as_deref(), page.last.as_deref()), (Some("1"), Some("5")));
    let page = gathered(&query, 2..5, "x").page(&query, &fin("complete='true'", "<count>no</count>"));
    assert_eq!((page.first.as_deref(), page.last.as_deref(), page.count), (Some("2"), Some("4"), None));
    assert!(page.complete);
}

#[test]
fn a_page_that_leads_nowhere_is_the_last() {
    let query = Query { after: Some("5".into()), max: 20, ..Query::default() };
    assert!(Gathered::new(&query).page(&query, &fin("", "")).complete);
    assert!(Gathered::new(&query).page(&query, &fin("", "<last>5</last>")).complete);
    assert!(!Gathered::new(&query).page(&query, &fin("", "<last>6</last>")).complete);
    let query = Query { before: Some("5".into()), max: 20, ..Query::default() };
    assert!(Gathered::new(&query).page(&query, &fin("", "<first>5</first>")).complete);
}

#[test]
fn a_page_without_end_is_cut_where_the_next_one_begins() {
    let forwards = Query { max: 5, ..Query::default() };
    let end = fin("complete='true'", "<first>0</first><last>29</last>");
    let page = gathered(&forwards, 0..30, "x").page(&forwards, &end);
    assert_eq!((ids(&page).len(), page.last.as_deref(), page.complete), (10, Some("9"), false));
    let backwards = Query { max: 5, before: Some(String::new()), ..Query::default() };
    let page = gathered(&backwards, 0..30, "x").page(&backwards, &end);
    assert_eq!((ids(&page)[0], page.first.as_deref(), page.last.as_deref()), ("20", Some("20"), Some("29")));
    assert!(!page.complete);
}

#[test]
fn a_page_does_not_grow_beyond_its_bytes() {
    let body = "x".repeat(60_000);
    let most = BYTES_MAX / body.len();
    for before in [None, Some(String::new())] {
        let query = Query { before, max: 200, ..Query::default() };
        let page = gathered(&query, 0..100, &body).page(&query, &fin("", "<first>0</first><last>99</last>"));
        assert!((most - 5..=most).contains(&page.messages.len()), "{}", page.messages.len());
    }
}

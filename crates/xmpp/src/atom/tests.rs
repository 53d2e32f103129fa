//! Entries as others write them, and ours there and back.

use super::*;
use minidom::Element;
use time::macros::datetime;

fn read(xml: &str) -> Entry {
    Entry::read(&xml.parse::<Element>().unwrap()).unwrap()
}

fn inside(children: &str) -> Entry {
    read(&format!("<entry xmlns='http://www.w3.org/2005/Atom'>{children}</entry>"))
}

fn sample() -> Entry {
    let service = jid::BareJid::new("ana@alpha.test").unwrap();
    let comments = Target::node(service.clone(), "urn:xmpp:microblog:0:comments/01J");
    let itself = Target::item(service, "urn:xmpp:microblog:0", "01J");
    Entry {
        id: "tag:alpha.test,2026:01J".into(),
        title: "A walk & a <lake>".into(),
        summary: Some("Water.".into()),
        content_text: Some("We went\nround the lake.".into()),
        content_html: Some(Markup::Xhtml("<p>We went<br/>round <em>the</em> lake.</p>".into())),
        author: Some(Author { name: Some("Ana".into()), uri: Some("xmpp:ana@alpha.test".into()) }),
        published: Some(datetime!(2026-05-04 10:11:12 UTC)),
        updated: Some(datetime!(2026-05-05 10:11:12 UTC)),
        links: vec![
            Link::item(&itself),
            Link::web_page("https://pod.test/@ana/01J"),
            Link::comments(&comments),
        ],
        categories: vec!["lake".into(), "été".into()],
        in_reply_to: vec![InReplyTo {
            reference: Some("tag:x".into()),
            href: Some("https://x.test/1".into()),
        }],
        generator: Some(Generator {
            name: "Cosse".into(),
            uri: Some("https://cosse.example".into()),
            version: None,
        }),
    }
}

#[test]
fn an_entry_comes_back_as_it_was_written() {
    let element = sample().write();
    assert_eq!(Entry::read(&element), Ok(sample()));
    let over_the_wire: Element = String::from(&element).parse().unwrap();
    assert_eq!(Entry::read(&over_the_wire), Ok(sample()));
}

#[test]
fn what_an_entry_says_about_itself() {
    let entry = sample();
    assert_eq!(entry.heading(), Some("A walk & a <lake>"));
    assert_eq!(entry.comments().unwrap().node, "urn:xmpp:microblog:0:comments/01J");
    assert_eq!(entry.web_pages().collect::<Vec<_>>(), ["https://pod.test/@ana/01J"]);
}

#[test]
fn a_short_post_has_a_title_for_others_and_none_for_us() {
    let long = "word ".repeat(100);
    let entry = Entry { content_text: Some(long.trim().into()), ..Entry::default() };
    let back = Entry::read(&entry.write()).unwrap();
    assert!(back.title.ends_with('…') && back.title.chars().count() == 141);
    assert_eq!(back.heading(), None);
    assert_eq!(back.text(), long.trim());
    let title_alone = Entry { title: "hanging around".into(), ..Entry::default() };
    assert_eq!((title_alone.heading(), title_alone.text().as_str()), (None, "hanging around"));
}

#[test]
fn text_is_written_beside_markup() {
    let entry = Entry { content_html: Some(Markup::Xhtml("<p>a&amp;b</p>".into())), ..Entry::default() };
    let written = String::from(&entry.write());
    assert!(written.contains("<title type='text'>a&amp;b</title>"), "{written}");
    assert!(
        written.contains("<content type='text'>a&amp;b</content><content type='xhtml'><div"),
        "{written}"
    );
}

#[test]
fn markup_that_is_not_well_formed_is_written_as_html() {
    let entry = Entry { content_html: Some(Markup::Xhtml("<p>a<b>c</p>".into())), ..Entry::default() };
    let back = Entry::read(&entry.write()).unwrap();
    assert_eq!(back.content_html, Some(Markup::Html("<p>a<b>c</p>".into())));
}

#[test]
fn control_characters_do_not_reach_the_stream() {
    let entry = Entry { title: "a\0b".into(), content_text: Some("\u{1b}[1m".into()), ..Entry::default() };
    let written = String::from(&entry.write());
    assert!(written.contains("ab") && written.contains("[1m") && written.parse::<Element>().is_ok());
}

#[test]
fn an_answer_names_the_item_as_movim_reads_it() {
    let href = "xmpp:ana@alpha.test?;node=urn%3Axmpp%3Amicroblog%3A0;item=1".to_owned();
    let entry =
        Entry { in_reply_to: vec![InReplyTo { reference: None, href: Some(href) }], ..Entry::default() };
    let back = Entry::read(&entry.write()).unwrap();
    assert_eq!(
        back.in_reply_to[0].href.as_deref(),
        Some("xmpp:ana@alpha.test?;node=urn:xmpp:microblog:0;item=1")
    );
}

#[test]
fn an_article_in_movims_style_is_read() {
    let entry = inside(
        "<id>3b1f7d2e</id><title>Bread at home</title>
         <author><name>Ben</name><uri>xmpp:ben@beta.test</uri></author>
         <link rel='alternate' href='xmpp:ben@beta.test?;node=urn:xmpp:microblog:0;item=3b1f7d2e'/>
         <link rel='replies' title='comments' href='xmpp:ben@beta.test?;node=urn:xmpp:microblog:0:comments/3b1f7d2e'/>
         <link rel='alternate' type='text/html' title='Bread at home' href='https://movim.test/blog/ben/3b1f7d2e'/>
         <link rel='enclosure' href='https://up.test/loaf.jpg' type='image/jpeg' title='loaf.jpg'/>
         <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Flour, <strong>water</strong>.</p></div></content>
         <content type='text'>Flour, **water**.</content>
         <published>2026-03-01T09:00:00+01:00</published><category term='bread'/>
         <updated>2026-03-01T08:00:00+00:00</updated>",
    );
    assert_eq!(entry.heading(), Some("Bread at home"));
    assert_eq!(entry.content_text.as_deref(), Some("Flour, **water**."));
    assert_eq!(entry.content_html, Some(Markup::Xhtml("<p>Flour, <strong>water</strong>.</p>".into())));
    assert_eq!(entry.comments().unwrap().node, "urn:xmpp:microblog:0:comments/3b1f7d2e");
    assert_eq!(entry.published, Some(datetime!(2026-03-01 08:00:00 UTC)));
    assert_eq!(entry.links[3].rel, "enclosure");
    assert_eq!(entry.categories, ["bread"]);
}

#[test]
fn a_note_in_libervias_style_is_read() {
    let entry = inside(
        "<title type='text'>Rain again</title>
         <title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Rain <em>again</em></p></div></title>
         <author><name>chloe</name><uri>xmpp:chloe@gamma.test</uri></author>
         <updated>2026-04-01T10:00:00Z</updated><published>2026-04-01T10:00:00Z</published>
         <id>xmpp:chloe@gamma.test?;node=urn%3Axmpp%3Amicroblog%3A0;item=rain-1</id>
         <link href='xmpp:pubsub.gamma.test?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2F_rain-1' rel='replies' title='comments'/>",
    );
    assert_eq!(
        (entry.title.as_str(), entry.heading(), entry.text().as_str()),
        ("Rain again", None, "Rain again")
    );
    assert_eq!(entry.comments().unwrap().service.as_str(), "pubsub.gamma.test");
    assert_eq!(entry.author.unwrap().uri.as_deref(), Some("xmpp:chloe@gamma.test"));
}

#[test]
fn an_answer_with_a_prefix_is_read() {
    let entry = inside(
        "<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0' ref='tag:x' href='xmpp:a@b?;node=n;item=i'/>
         <thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0'/>",
    );
    assert_eq!(entry.in_reply_to.len(), 1);
}

#[test]
fn nothing_and_nonsense_are_read_as_little() {
    assert_eq!(inside(""), Entry::default());
    let entry = inside(
        "<title type='image/png'>x</title><published>yesterday</published><updated>2026-13-01T00:00:00Z</updated>
         <link rel='replies'/><link href=''/><category/><content src='https://x.test/'/><content type='xhtml'>x</content>
         <author><uri/></author><generator/>",
    );
    assert_eq!(entry, Entry { author: Some(Author::default()), ..Entry::default() });
    assert_eq!(Entry::read(&"<entry xmlns='x'/>".parse().unwrap()), Err(NotAnEntry));
    assert_eq!(Entry::read(&"<feed xmlns='http://www.w3.org/2005/Atom'/>".parse().unwrap()), Err(NotAnEntry));
}

#[test]
fn a_date_that_utc_has_no_room_for_is_none() {
    for far in ["9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59"] {
        let entry = inside(&format!("<published>{far}</published><updated>{far}</updated>"));
        assert_eq!((entry.published, entry.updated), (None, None), "{far}");
    }
    assert!(inside("<published>9999-12-31T23:59:59Z</published>").published.is_some());
    let far = datetime!(9999-12-31 23:59:59 -23:59);
    let written = Entry { published: Some(far), ..Entry::default() }.write();
    assert_eq!(Entry::read(&written).unwrap().published, None);
}

#[test]
fn everything_is_bounded() {
    let many = "<link href='https://x.test/'/><category term='x'/>".repeat(200);
    let long = "y".repeat(2 * CONTENT_MAX);
    let entry = inside(&format!(
        "{many}<title>{long}</title><id>{long}</id><content>{long}</content>
         <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{long}</p></div></content>"
    ));
    assert_eq!((entry.links.len(), entry.categories.len()), (LINKS_MAX, CATEGORIES_MAX));
    assert_eq!((entry.title.chars().count(), entry.id.as_str()), (TITLE_MAX, ""));
    assert_eq!(entry.content_text.unwrap().len(), CONTENT_MAX);
    let Some(Markup::Xhtml(html)) = entry.content_html else { panic!("no markup") };
    assert!(html.len() <= CONTENT_MAX && html.ends_with("y</p>"));
}

//! The poison that strangers send, cut at every byte boundary.

use super::*;
use minidom::Element;

const ROOT: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

/// What comes out when the input arrives in these pieces, and which elements are marked.
fn cut(pieces: &[&[u8]]) -> (String, Vec<u64>) {
    let (mut cutter, mut out, mut damaged) = (Cutter::default(), Vec::new(), Vec::new());
    for mut piece in pieces.iter().copied() {
        while !piece.is_empty() {
            let step = cutter.step(piece);
            out.extend_from_slice(&piece[..step.pass]);
            out.extend_from_slice(step.patch.as_bytes());
            piece = &piece[step.pass + step.skip..];
            damaged.extend(cutter.take_damaged());
        }
    }
    (String::from_utf8(out).unwrap(), damaged)
}

/// The children of the stream's root after the cut, as a parser with the limit of 8 KiB sees them.
fn children(stanzas: &str) -> (Vec<Element>, Vec<u64>) {
    let whole = format!("{ROOT}{stanzas}</stream:stream>");
    let (out, damaged) = cut(&[whole.as_bytes()]);
    let root: Element = out.parse().unwrap();
    (root.children().cloned().collect(), damaged)
}

fn same_at_every_boundary(stanzas: &str) {
    let whole = format!("{ROOT}{stanzas}</stream:stream>");
    let expected = cut(&[whole.as_bytes()]);
    for at in 0..whole.len() {
        let (left, right) = whole.as_bytes().split_at(at);
        assert_eq!(cut(&[left, right]), expected, "split at {at}");
    }
    let single: Vec<&[u8]> = whole.as_bytes().chunks(1).collect();
    assert_eq!(cut(&single), expected, "byte by byte");
}

#[test]
fn what_is_harmless_passes_unchanged() {
    let harmless = "<message to=\"a@b\" type='chat'><body>1 &lt; 2 &amp; <![CDATA[<not a='tag'/>]]> &#x1F44D; é'\"</body>\
         <x:foo xmlns:x='urn:unknown' x:a = 'it&apos;s \"> fine' /></message ><a h='1'/> <r xmlns='urn:xmpp:sm:3' />";
    let whole = format!("{ROOT}{harmless}</stream:stream>");
    assert_eq!(cut(&[whole.as_bytes()]), (whole.clone(), vec![]));
    same_at_every_boundary(harmless);
}

#[test]
fn a_long_attribute_is_cut_and_its_stanza_marked() {
    let poison = format!(
        "<message id='1'/><message><body>bigattr</body><foo xmlns='urn:unknown' a='{}'/></message>\
        <message><body>after</body></message>",
        "y".repeat(9000)
    );
    let (stanzas, damaged) = children(&poison);
    assert_eq!(damaged, [1]);
    assert_eq!(stanzas.len(), 3);
    let value = stanzas[1].children().nth(1).unwrap().attr("a").unwrap();
    assert_eq!(value, format!("{}~1", "y".repeat(VALUE)));
    same_at_every_boundary(&poison);
}

#[test]
fn a_long_body_passes_whole() {
    let body = "z".repeat(100_000);
    let (stanzas, damaged) = children(&format!("<message><body>{body}</body></message>"));
    assert_eq!(stanzas[0].children().next().unwrap().text(), body);
    assert!(damaged.is_empty());
}

#[test]
fn a_cut_splits_neither_a_character_nor_an_entity() {
    for unit in ["é", "👍", "&amp;", "a&#x1F44D;"] {
        for shift in 0..8 {
            let value = format!("{}{}", "x".repeat(shift), unit.repeat(9000));
            let (stanzas, damaged) = children(&format!("<message a='{value}'/>"));
            assert!(stanzas[0].attr("a").unwrap().ends_with("~1"));
            assert_eq!(damaged, [0]);
        }
    }
}

#[test]
fn long_names_are_cut_alike_where_they_open_and_close() {
    let (name, other) = ("n".repeat(20_000), format!("{}x", "n".repeat(20_000)));
    let poison = format!(
        "<m><{name}><i/></{name}></m><m><p {name}='1' {other}='2'/></m><m><{name}:a xmlns:{name}='urn:a' {name}:b='3'/></m><m/>"
    );
    let (stanzas, damaged) = children(&poison);
    assert_eq!((stanzas.len(), damaged), (4, vec![0, 1, 2]));
    assert_eq!(stanzas[1].children().next().unwrap().attrs().iter().count(), 2);
}

#[test]
fn long_namespaces_that_differ_stay_different() {
    let long = "u".repeat(9000);
    let poison = format!("<m><p xmlns:a='{long}a' xmlns:b='{long}b' a:x='1' b:x='2'/></m>");
    assert_eq!(children(&poison).1, [0]);
}

#[test]
fn what_nests_too_deep_is_left_out() {
    let levels = 10_000;
    let poison =
        format!("<m>{}deep<c d='>'/>{}</m><m id='2'/>", "<b a='/>'>".repeat(levels), "</b>".repeat(levels));
    let (out, damaged) = cut(&[format!("{ROOT}{poison}</stream:stream>").as_bytes()]);
    let root: Element = out.parse().unwrap();
    assert_eq!(damaged, [0]);
    assert_eq!(root.children().nth(1).unwrap().attr("id"), Some("2"));
    assert_eq!(out.matches("</b>").count(), DEPTH as usize - 2);
    same_at_every_boundary(&format!(
        "<m>{}<c/>x<![CDATA[y]]>{}</m><m/>",
        "<b>".repeat(220),
        "</b>".repeat(220)
    ));
}

#[test]
fn the_edge_of_each_limit_passes() {
    let stanza = format!("<m a='{}' {}='1'/>", "y".repeat(VALUE), "n".repeat(NAME));
    assert!(children(&stanza).1.is_empty());
}

//! Lists of others, good and bad.

use super::{ImportError, Imported, MOST, movim, nodeinfo, nodeinfo_link, providers};
use crate::host_name::parse;
use serde_json::json;

fn domains(pods: &[Imported]) -> Vec<&str> {
    pods.iter().map(|pod| &*pod.domain).collect()
}

#[test]
fn a_movim_pod_tells_of_itself() {
    let infos = r#"{"url":"https://movim.example/","language":"fr","description":"Chez nous","version":"0.30",
        "population":12,"connected":3,"whitelist":""}"#;
    let read = movim(infos.as_bytes()).unwrap();
    let [pod] = &read.pods[..] else { panic!("{read:?}") };
    assert_eq!((&*pod.domain, read.left_out), ("movim.example", 0));
    assert_eq!(pod.about.as_deref(), Some("Chez nous"));
    assert_eq!(pod.software.as_deref(), Some("Movim 0.30"));
    assert_eq!(pod.website.as_deref(), Some("https://movim.example/"));
}

#[test]
fn a_list_of_movim_pods_is_read_whichever_way_it_is_written() {
    let pods = json!([{"url": "https://a.example/movim/"}, "//b.example/", {"url": "https://a.example/"}]);
    for list in [pods.clone(), json!({ "pods": pods })] {
        let read = movim(list.to_string().as_bytes()).unwrap();
        assert_eq!(domains(&read.pods), ["a.example", "b.example"]);
    }
    let both = json!({"url": "https://c.example", "pods": ["https://a.example"]});
    assert_eq!(domains(&movim(both.to_string().as_bytes()).unwrap().pods), ["c.example", "a.example"]);
}

#[test]
fn providers_are_objects_or_names() {
    let list = json!([
        "a.example",
        {"jid": "b.example", "serverSoftwareName": "Prosody", "website": {"de": "https://b.example/de"}},
        {"jid": "chat.c.example", "website": {"en": "https://c.example", "de": "https://c.example/de"}},
        {"jid": "d.example", "website": {"en": "https://evil.example"}},
    ]);
    let read = providers(list.to_string().as_bytes()).unwrap();
    assert_eq!(domains(&read.pods), ["a.example", "b.example", "chat.c.example", "d.example"]);
    let websites: Vec<_> = read.pods.iter().map(|pod| pod.website.as_deref()).collect();
    assert_eq!(websites, [None, Some("https://b.example/de"), Some("https://c.example"), None]);
    assert_eq!(read.pods[1].software.as_deref(), Some("Prosody"));
}

#[test]
fn what_is_hostile_is_left_out_or_made_harmless() {
    let hostile = [
        "127.0.0.1",
        "localhost:80",
        "a@b.example",
        "gаrden.example", // a Cyrillic а
        "https://garden.example",
        "javascript:alert(1)",
        "../etc/passwd",
        "a b.example",
        "",
    ];
    let read = providers(json!(hostile).to_string().as_bytes()).unwrap();
    assert_eq!((read.pods.len(), read.left_out), (0, hostile.len()), "{read:?}");
    let urls =
        ["http://a.example", "https://u@a.example", "https://a.example:8443/", "ftp://a.example", "https://"];
    let read = movim(json!(urls).to_string().as_bytes()).unwrap();
    assert_eq!((read.pods.len(), read.left_out), (0, urls.len()), "{read:?}");
    let description = "<b>a\u{202e}b\u{200b}\n".repeat(99);
    let marked = json!({"url": "https://a.example/\"onclick=", "description": description});
    let read = movim(marked.to_string().as_bytes()).unwrap();
    let about = read.pods[0].about.clone().unwrap();
    assert!(about.starts_with("<b>ab <b>ab") && about.chars().count() <= 200, "{about}");
    assert_eq!(read.pods[0].website, None);
    let odd = json!([1, null, [], {}, {"jid": 7}, {"jid": "a.example", "website": "https://a.example"}]);
    let read = providers(odd.to_string().as_bytes()).unwrap();
    assert_eq!((domains(&read.pods), read.left_out), (vec!["a.example"], 5));
}

#[test]
fn what_is_no_list_is_none() {
    assert_eq!(movim(b"<html>"), Err(ImportError::NotJson));
    assert_eq!(movim(b"{}"), Err(ImportError::OtherKind));
    assert_eq!(movim(b"7"), Err(ImportError::OtherKind));
    assert_eq!(providers(b"{\"jid\":\"a.example\"}"), Err(ImportError::OtherKind));
    assert_eq!(providers(&vec![b' '; super::LONGEST + 1]), Err(ImportError::TooLong));
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    assert_eq!(providers(deep.as_bytes()), Err(ImportError::NotJson));
    let many: Vec<String> = (0..MOST + 5).map(|n| format!("pod{n}.example")).collect();
    let read = providers(json!(many).to_string().as_bytes()).unwrap();
    assert_eq!((read.pods.len(), read.left_out), (MOST, 5));
}

#[test]
fn nodeinfo_is_of_servers_that_speak_xmpp() {
    let link = |version: &str| {
        let rel = format!("http://nodeinfo.diaspora.software/ns/schema/{version}");
        json!({"rel": rel, "href": format!("https://a.example/nodeinfo/{version}")})
    };
    let links = json!({"links": [link("1.0"), link("2.0"), link("2.1"), {"rel": 7}]});
    assert_eq!(nodeinfo_link(links.to_string().as_bytes()).unwrap(), "https://a.example/nodeinfo/2.1");
    assert_eq!(nodeinfo_link(b"{\"links\":[]}"), Err(ImportError::OtherKind));
    let info = |protocol: &str| {
        let metadata = json!({"nodeName": "The garden", "podListing": "https://a.example/listing"});
        let software = json!({"name": "cosse"});
        let info = json!({"protocols": [protocol], "software": software, "metadata": metadata});
        nodeinfo(parse("a.example").unwrap(), info.to_string().as_bytes())
    };
    let (pod, has_listing) = info("xmpp").unwrap();
    assert_eq!((pod.name.as_deref(), pod.software.as_deref()), (Some("The garden"), Some("cosse")));
    assert!(has_listing);
    assert_eq!(info("activitypub"), Err(ImportError::NotXmpp));
    assert_eq!(nodeinfo(parse("a.example").unwrap(), b"[]"), Err(ImportError::OtherKind));
}

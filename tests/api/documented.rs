//! What the document says, and whether answers are so.

use super::*;

/// An operation of the document: how, where, and what it says.
type Operation = (Method, String, Value);

/// Each operation for which one needs a token.
pub(super) fn operations(document: &Value) -> Vec<Operation> {
    parted(document).0
}

/// The operations for which one needs a token, and the others.
fn parted(document: &Value) -> (Vec<Operation>, Vec<Operation>) {
    let mut all = Vec::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            let method = method.to_uppercase().parse().expect("a method");
            all.push((method, path.clone(), operation.clone()));
        }
    }
    all.into_iter().partition(|(_, _, operation)| operation["security"] != json!([]))
}

/// Whether a value is what the document says; where it is not.
pub(super) fn fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let pointed = document.pointer(reference.trim_start_matches('#')).expect("what is referred to");
        return fits(document, pointed, value, at);
    }
    if let Some(either) = schema["anyOf"].as_array() {
        if !value.is_null() {
            fits(document, &either[0], value, at);
        }
        return;
    }
    match schema["type"].as_str() {
        Some("object") => {
            let object = value.as_object().unwrap_or_else(|| panic!("{at}: {value} is no object"));
            let properties = schema["properties"].as_object().expect("properties");
            let (mut said, mut there): (Vec<&String>, Vec<&String>) =
                (properties.keys().collect(), object.keys().collect());
            said.sort();
            there.sort();
            assert_eq!(said, there, "{at}");
            for (name, value) in object {
                fits(document, &properties[name], value, &format!("{at}/{name}"));
            }
        }
        Some("array") => {
            for item in value.as_array().unwrap_or_else(|| panic!("{at}: {value} is no list")) {
                fits(document, &schema["items"], item, at);
            }
        }
        Some("string") => assert!(value.is_string(), "{at}: {value}"),
        Some("integer") => assert!(value.is_i64(), "{at}: {value}"),
        Some("boolean") => assert!(value.is_boolean(), "{at}: {value}"),
        _ => {}
    }
}

/// How much a program with every scope reads of a pod, of a member of it, and of the deployment, and where those words are in it.
pub(crate) async fn telling(pod: &TestPod, member: &str, words: &str) -> (usize, Vec<String>) {
    let program = Program::new(pod.deployment(), ALL, &[]);
    let (path, mut seen, mut telling) = (program.path_of(pod).await, 0, Vec::new());
    for (method, address, _) in operations(&document(pod.deployment()).await) {
        let address = address.replace("/api/v1/pods/{pod}", &path).replace("{member}", member);
        if method != Method::GET || address.contains('{') {
            continue;
        }
        let asked = if address.ends_with("/sign-ups") { "?from=2001-01-01&until=2999-01-01" } else { "" };
        let answer = program.get(&format!("{address}{asked}")).await.expect(200);
        seen += 1;
        if answer.to_string().contains(words) {
            telling.push(address);
        }
    }
    (seen, telling)
}

#[tokio::test]
async fn what_needs_no_token_is_answered_to_any_site_as_the_document_says() {
    let pod = TestPod::new("cantine").await;
    let document = document(pod.deployment()).await;
    let (_, open) = parted(&document);
    assert!(open.len() > 2, "{open:?}");
    for (_, address, operation) in open.iter().filter(|(method, ..)| *method == Method::GET) {
        let address = address.replace("{domain}", pod.host());
        let answer = eventually(&format!("{address} is answered"), async || {
            let page = pod.deployment().platform().get(&address).await;
            (page.status == 200).then_some(page)
        })
        .await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{address}");
        let said: Value = serde_json::from_str(&answer.body).expect("JSON");
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        fits(&document, schema, &said, &address);
    }
}

//! A document held against a published schema, for the tests of the rules and those of a running pod.

use serde_json::Value;

/// What of a value is against a schema: the part of draft 4 that NodeInfo uses.
pub(crate) fn against(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(format!("{place}: {what}"));
    let fits = match schema["type"].as_str() {
        None => true,
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some(other) => panic!("teach this test the type {other}"),
    };
    if !fits {
        fault("of another type");
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        fault("none of the words");
    }
    if schema["minimum"].as_i64().is_some_and(|least| value.as_i64().is_some_and(|value| value < least)) {
        fault("too small");
    }
    let is_empty = value.as_array().is_some_and(Vec::is_empty);
    if is_empty && schema["minItems"].as_u64().is_some_and(|least| least > 0) {
        fault("empty");
    }
    let text = value.as_str().unwrap_or_default();
    if schema["pattern"].as_str().is_some_and(|pattern| !matches(pattern, text)) {
        fault("against its pattern");
    }
    faults.extend(members(schema, value, place));
    for item in value.as_array().into_iter().flatten().filter(|_| !schema["items"].is_null()) {
        faults.extend(against(&schema["items"], item, place));
    }
    faults
}

/// The same for the members of an object.
fn members(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let Some(members) = value.as_object() else { return Vec::new() };
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = required.filter(|name| !members.contains_key(*name));
    let mut faults: Vec<String> = missing.map(|name| format!("{place}: without {name}")).collect();
    for (name, value) in members {
        match schema["properties"].get(name) {
            Some(known) => faults.extend(against(known, value, &format!("{place}/{name}"))),
            None if schema["additionalProperties"] == false => faults.push(format!("{place}: with {name}")),
            None => {}
        }
    }
    faults
}

fn matches(pattern: &str, text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match pattern {
        "^[a-z0-9-]+$" => !text.is_empty() && text.chars().all(plain),
        "^.{0,500}$" => text.chars().count() <= 500,
        "^.{0,5000}$" => text.chars().count() <= 5_000,
        other => panic!("teach this test the pattern {other}"),
    }
}

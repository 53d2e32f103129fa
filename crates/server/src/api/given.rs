//! What a request says, read strictly: unknown fields, fields that are there twice, and what is out of bounds are refused, all at once.

use super::{
    fields::{Field, Kind},
    problems::{At, Kind as Why, Problem, Wrong},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Value, json};
use std::{collections::HashMap, fmt, str::FromStr};

/// What is not written as it is in a pointer that is the fragment of an address.
const POINTER: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'`');

/// The most characters of a name that is said back.
const LONGEST_NAME: usize = 60;

/// The fields of a request, each of which is what it must be.
#[derive(Clone, Debug, Default)]
pub struct Given(HashMap<&'static str, Value>);

/// The members of a JSON object, also those that are there twice.
struct Members(Vec<(String, Value)>);

impl Given {
    /// Reads a body; none at all is one without fields.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn body(bytes: &[u8], fields: &[&'static [Field]]) -> Result<Self, Problem> {
        let members = match bytes {
            [] => Vec::new(),
            bytes => serde_json::from_slice::<Members>(bytes).map_err(|error| unreadable(&error))?.0,
        };
        read(members, fields, pointer)
    }

    /// Reads what stands behind the question mark.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn query(text: &str, fields: &[&'static [Field]]) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text)
            .map_err(|error| Problem::new(Why::Malformed, error.to_string()))?;
        let typed = |(name, text): (String, String)| {
            let kind = find(fields, &name).map(|field| field.kind);
            let value = match (kind, text.as_str()) {
                (Some(Kind::Number(..)), number) => number.parse::<i64>().map_or(json!(text), |it| json!(it)),
                (Some(Kind::Yes), "true") => json!(true),
                (Some(Kind::Yes), "false") => json!(false),
                _ => json!(text),
            };
            (name, value)
        };
        read(pairs.into_iter().map(typed).collect(), fields, At::Parameter)
    }

    /// Whether it was said, be it null.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(str::to_owned)
    }

    /// A text that can be null: `Some(None)`.
    #[must_use]
    pub fn maybe<T: FromStr>(&self, name: &str) -> Option<Option<T>> {
        self.has(name).then(|| self.parsed(name))
    }

    /// A text that was checked to be something.
    #[must_use]
    pub fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.0.get(name).and_then(Value::as_str).and_then(|text| text.parse().ok())
    }

    /// A list of texts.
    #[must_use]
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        let texts = self.0.get(name)?.as_array()?;
        Some(texts.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// A number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    /// Yes, if it was said.
    #[must_use]
    pub fn yes(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry::<String, Value>()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

fn unreadable(error: &serde_json::Error) -> Problem {
    let detail = if error.is_data() {
        "the body must be a JSON object".to_owned()
    } else {
        format!("the body is no JSON (RFC 8259): {error}")
    };
    Problem::new(Why::Malformed, detail)
}

fn read(
    members: Vec<(String, Value)>,
    fields: &[&'static [Field]],
    at: fn(String) -> At,
) -> Result<Given, Problem> {
    let mut given = HashMap::new();
    let mut errors = Vec::new();
    let mut wrong = |name: &str, detail: String| {
        errors.push(Wrong { at: at(name.chars().take(LONGEST_NAME).collect()), detail });
    };
    for (name, value) in members {
        let Some(field) = find(fields, &name) else {
            wrong(&name, "is not known here".to_owned());
            continue;
        };
        if let Err(detail) = field.check(&value) {
            wrong(&name, detail);
        }
        if given.insert(field.name, value).is_some() {
            wrong(&name, "is there twice".to_owned());
        }
    }
    for field in fields.iter().flat_map(|group| group.iter()) {
        if field.required && !given.contains_key(field.name) {
            wrong(field.name, "is missing".to_owned());
        }
    }
    if errors.is_empty() { Ok(Given(given)) } else { Err(Problem::wrong(errors)) }
}

fn find(fields: &[&'static [Field]], name: &str) -> Option<&'static Field> {
    fields.iter().flat_map(|group| group.iter()).find(|field| field.name == name)
}

/// RFC 6901 §6.
fn pointer(name: String) -> At {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    At::Pointer(format!("#/{}", utf8_percent_encode(&escaped, POINTER)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[&[Field]] = &[
        &[Field::new("name", Kind::Line(1, 5), "").required()],
        &[Field::new("most", Kind::Number(0, 10), ""), Field::new("of", Kind::Text(9), "").or_null()],
    ];

    fn errors(body: &str) -> Vec<String> {
        match Given::body(body.as_bytes(), FIELDS) {
            Ok(_) => Vec::new(),
            Err(problem) => format!("{problem:?}").split("Pointer(\"").skip(1).map(first).collect(),
        }
    }

    fn first(text: &str) -> String {
        text.split('"').next().unwrap_or_default().to_owned()
    }

    #[test]
    fn every_field_that_is_wrong_is_told_at_once() {
        assert!(errors(r#"{"name":"five5","most":10,"of":null}"#).is_empty());
        assert_eq!(errors(r#"{"most":11,"a/b":1}"#), ["#/most", "#/a~1b", "#/name"]);
        for (body, pointer) in [
            (r#"{"name":""}"#, "#/name"),
            (r#"{"name":" "}"#, "#/name"),
            (r#"{"name":"sixsix"}"#, "#/name"),
            (r#"{"name":"a\u0000"}"#, "#/name"),
            (r#"{"name":null}"#, "#/name"),
            (r#"{"name":"a","most":1.5}"#, "#/most"),
            (r#"{"name":"a","most":"1"}"#, "#/most"),
            (r#"{"name":"a","most":-1}"#, "#/most"),
            (r#"{"name":"a","most":99999999999999999999}"#, "#/most"),
            (r#"{"name":"a","name":"a"}"#, "#/name"),
        ] {
            assert_eq!(errors(body), [pointer], "{body}");
        }
    }

    #[test]
    fn what_is_no_object_is_no_request() {
        for body in ["null", "[]", "7", "{", "{}x", "\u{feff}{}", "{'name':1}", &"[".repeat(1000)] {
            assert!(Given::body(body.as_bytes(), &[]).is_err(), "{body}");
        }
        assert!(Given::body(b"\xff", &[]).is_err());
        assert!(Given::body(b"", &[]).is_ok());
    }
}

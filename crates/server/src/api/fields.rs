//! What requests and answers consist of. One table says how a field is read, and how the document describes it.

use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The greatest number that every reader of JSON has whole (RFC 7493 §2.2).
pub const GREATEST: i64 = (1 << 53) - 1;

/// Whether a text is what it must be, or what about it is not.
pub type Check = fn(&str) -> Result<(), String>;

/// What a field can be.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A line of so many characters, at least and at most.
    Line(usize, usize),
    /// A text of so many characters at most.
    Text(usize),
    /// A text that is something, as `email`.
    Like(&'static str, Check),
    /// So many texts at most, each of which is something.
    Texts(usize, Check),
    /// A whole number from one to another.
    Number(i64, i64),
    /// Yes or no.
    Yes,
    /// One of some words.
    Word(fn() -> Vec<&'static str>),
    /// A time (RFC 3339); only in answers.
    Time,
    /// Several things of one shape; only in answers.
    Many(&'static Shape),
    /// A thing of a shape; only in answers.
    One(&'static Shape),
    /// Whatever it is; only in answers.
    Any,
}

/// A field.
#[derive(Clone, Copy)]
pub struct Field {
    /// What it is called.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// What it means.
    pub says: &'static str,
    /// Whether a request needs it; answers have all their fields.
    pub required: bool,
    /// Whether it can be null.
    pub nullable: bool,
}

/// What something consists of.
#[derive(Clone, Copy)]
pub struct Shape {
    /// What it is called in the document.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

impl Field {
    /// A field that may be left out.
    pub const fn new(name: &'static str, kind: Kind, says: &'static str) -> Self {
        Self { name, kind, says, required: false, nullable: false }
    }

    /// It cannot be left out.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// It can be null.
    pub const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// Whether a value is one of this field.
    ///
    /// # Errors
    /// What it must be.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        match (self.kind, value) {
            (_, Value::Null) if self.nullable => Ok(()),
            (Kind::Line(least, most), Value::String(text)) => within(text, least, most, &[]),
            (Kind::Text(most), Value::String(text)) => within(text, 0, most, &['\n', '\t']),
            (Kind::Like(_, check), Value::String(text)) => check(text),
            (Kind::Texts(most, check), Value::Array(texts)) if texts.len() <= most => each(texts, check),
            (Kind::Number(from, to), value)
                if value.as_i64().is_some_and(|number| (from..=to).contains(&number)) =>
            {
                Ok(())
            }
            (Kind::Yes, Value::Bool(_)) => Ok(()),
            (Kind::Word(words), Value::String(text)) if words().contains(&text.as_str()) => Ok(()),
            _ => Err(self.must()),
        }
    }

    fn must(&self) -> String {
        let must = match self.kind {
            Kind::Line(..) | Kind::Text(_) | Kind::Like(..) | Kind::Time => "must be a text".to_owned(),
            Kind::Texts(most, _) => format!("must be a list of at most {most} texts"),
            Kind::Number(from, to) => format!("must be a whole number from {from} to {to}"),
            Kind::Yes => "must be true or false".to_owned(),
            Kind::Word(words) => format!("must be one of {}", words().join(", ")),
            Kind::Many(_) | Kind::One(_) | Kind::Any => "is not taken".to_owned(),
        };
        if self.nullable { format!("{must}, or null") } else { must }
    }

    /// As JSON Schema has it.
    #[must_use]
    pub fn schema(&self) -> Value {
        let mut schema = match self.kind {
            Kind::Line(least, most) => json!({ "type": "string", "minLength": least, "maxLength": most }),
            Kind::Text(most) => json!({ "type": "string", "maxLength": most }),
            Kind::Like(format, _) => json!({ "type": "string", "format": format }),
            Kind::Texts(most, _) => {
                json!({ "type": "array", "maxItems": most, "items": { "type": "string" } })
            }
            Kind::Number(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
            Kind::Yes => json!({ "type": "boolean" }),
            Kind::Word(words) => json!({ "type": "string", "enum": words() }),
            Kind::Time => json!({ "type": "string", "format": "date-time" }),
            Kind::Many(shape) => json!({ "type": "array", "items": reference(shape) }),
            Kind::One(shape) => reference(shape),
            Kind::Any => json!({}),
        };
        if self.nullable {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        schema["description"] = self.says.into();
        schema
    }
}

impl Shape {
    /// As JSON Schema has it: every answer has all of its fields.
    #[must_use]
    pub fn schema(&self) -> Value {
        let required: Vec<&str> = self.fields.iter().map(|field| field.name).collect();
        object(self.fields.iter(), &required)
    }
}

/// A request with these fields, as JSON Schema has it.
#[must_use]
pub fn request(groups: &[&'static [Field]]) -> Value {
    let fields = || groups.iter().flat_map(|group| group.iter());
    let required: Vec<&str> = fields().filter(|field| field.required).map(|field| field.name).collect();
    object(fields(), &required)
}

/// Where the document has a shape.
#[must_use]
pub fn reference(shape: &Shape) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", shape.name) })
}

/// A time, as answers have it.
#[must_use]
pub fn instant(at: OffsetDateTime) -> Value {
    json!(at.format(&Rfc3339).ok())
}

/// The words of an enum.
pub fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|it| word(*it)).collect()
}

/// Whether a text can be parsed as something.
///
/// # Errors
/// What the parser says.
pub fn parses<T>(text: &str) -> Result<(), String>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    text.parse::<T>().map(drop).map_err(|error| error.to_string())
}

fn object<'a>(fields: impl Iterator<Item = &'a Field>, required: &[&str]) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.map(|field| (field.name.to_owned(), field.schema())).collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// Characters that no page and no database can carry are in no text.
fn within(text: &str, least: usize, most: usize, also: &[char]) -> Result<(), String> {
    let length = text.trim().chars().count();
    if length < least {
        return Err("must not be empty".to_owned());
    }
    if text.chars().count() > most {
        return Err(format!("must have at most {most} characters"));
    }
    if text.chars().any(|letter| letter.is_control() && !also.contains(&letter)) {
        return Err("must not have control characters".to_owned());
    }
    Ok(())
}

fn each(texts: &[Value], check: Check) -> Result<(), String> {
    for (place, text) in texts.iter().enumerate() {
        let text = text.as_str().ok_or_else(|| format!("number {place} must be a text"))?;
        check(text).map_err(|error| format!("number {place}: {error}"))?;
    }
    Ok(())
}

//! The document of the API, as OpenAPI 3.1 has it, made from the table of its addresses.

use super::{
    endpoints::{Endpoint, Gives},
    fields::{Field, Kind as Is, Shape, reference, request},
    problems::Kind,
};
use serde_json::{Map, Value, json};

/// The document, for the platform at that origin.
#[must_use]
pub fn of(endpoints: &[Endpoint], origin: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoints {
        let operations = paths.entry(format!("/api/v1{}", endpoint.path)).or_insert_with(|| json!({}));
        operations[endpoint.method.as_str().to_lowercase()] = operation(endpoint);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Cosse",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
            "description": "What the command line and the consoles can do to pods, for programs.",
        },
        "servers": [{ "url": origin }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas(endpoints),
            "responses": responses(),
        },
    })
}

fn operation(endpoint: &Endpoint) -> Value {
    let mut operation = json!({
        "operationId": id(endpoint),
        "summary": endpoint.says,
        "security": [{ "token": [endpoint.scope.as_str()] }],
        "parameters": parameters(endpoint),
        "responses": answers(endpoint),
    });
    if endpoint.is_picture {
        let content = json!({ "image/png": {}, "image/jpeg": {}, "image/webp": {} });
        operation["requestBody"] = json!({ "required": true, "content": content });
    } else if endpoint.has_body() {
        let required = endpoint.body.iter().flat_map(|group| group.iter()).any(|field| field.required);
        let content = json!({ "application/json": { "schema": request(&endpoint.body) } });
        operation["requestBody"] = json!({ "required": required, "content": content });
    }
    operation
}

/// As in `get-pods-pod-hosts`.
fn id(endpoint: &Endpoint) -> String {
    let path = endpoint.path.replace('/', "-").replace(['{', '}'], "");
    format!("{}{path}", endpoint.method.as_str().to_lowercase())
}

fn parameters(endpoint: &Endpoint) -> Vec<Value> {
    let named = endpoint.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = named
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    for field in endpoint.query.iter().flat_map(|group| group.iter()) {
        let Field { name, says, required, .. } = field;
        let schema = field.schema();
        parameters.push(json!({
            "name": name, "in": "query", "required": required, "description": says, "schema": schema,
        }));
    }
    if endpoint.method == "POST" {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The same request with the same key is done once, and answered alike for 24 hours.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
        }));
    }
    parameters
}

fn answers(endpoint: &Endpoint) -> Value {
    let json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let (status, good) = match endpoint.gives {
        Gives::Nothing => ("204", json!({ "description": "It is done." })),
        Gives::One(shape) => {
            ("200", json!({ "description": "That is it.", "content": json(reference(shape)) }))
        }
        Gives::Made(shape) => {
            ("201", json!({ "description": "It was made.", "content": json(reference(shape)) }))
        }
        Gives::Page(shape) => {
            ("200", json!({ "description": "A page of them.", "content": json(page(shape)) }))
        }
    };
    let mut answers = json!({ status: good });
    for kind in problems_of(endpoint) {
        answers[kind.status().as_str()] =
            json!({ "$ref": format!("#/components/responses/{}", kind.slug()) });
    }
    answers
}

/// What can go wrong there, one for each status.
fn problems_of(endpoint: &Endpoint) -> Vec<Kind> {
    let mut kinds =
        vec![Kind::Unauthenticated, Kind::Forbidden, Kind::Invalid, Kind::TooMany, Kind::Unavailable];
    if endpoint.is_of_a_pod() {
        kinds.push(Kind::NotFound);
    }
    if !endpoint.reads() {
        kinds.push(Kind::Conflict);
    }
    if endpoint.has_body() {
        kinds.extend([Kind::Malformed, Kind::TooSlow, Kind::TooLarge]);
    }
    if endpoint.has_body() && !endpoint.is_picture {
        kinds.push(Kind::NotJson);
    }
    kinds
}

fn page(shape: &Shape) -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["items", "next"],
        "properties": {
            "items": { "type": "array", "items": reference(shape) },
            "next": {
                "anyOf": [{ "type": "string" }, { "type": "null" }],
                "description": "The cursor of the next page; null where there is none.",
            },
        },
    })
}

/// The shapes that answers have, and those that these have in them.
fn schemas(endpoints: &[Endpoint]) -> Value {
    let mut schemas = json!({ "problem": problem() });
    let mut open: Vec<&Shape> = endpoints.iter().filter_map(shape).collect();
    while let Some(shape) = open.pop() {
        schemas[shape.name] = shape.schema();
        open.extend(shape.fields.iter().filter_map(|field| match field.kind {
            Is::One(inner) | Is::Many(inner) => Some(inner),
            _ => None,
        }));
    }
    schemas
}

fn shape(endpoint: &Endpoint) -> Option<&'static Shape> {
    match endpoint.gives {
        Gives::Nothing => None,
        Gives::One(shape) | Gives::Made(shape) | Gives::Page(shape) => Some(shape),
    }
}

fn responses() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/problem" });
    let content = json!({ "application/problem+json": { "schema": schema } });
    let one = |kind: Kind| {
        let description = format!("{}: {}.", kind.status().as_u16(), kind.title());
        (kind.slug().to_owned(), json!({ "description": description, "content": content }))
    };
    Value::Object(Kind::ALL.into_iter().map(one).collect())
}

/// RFC 9457 §3.
fn problem() -> Value {
    let text = json!({ "type": "string" });
    let error = json!({
        "type": "object",
        "required": ["detail"],
        "properties": {
            "pointer": { "type": "string", "description": "Where in the body (RFC 6901), as a fragment." },
            "parameter": { "type": "string", "description": "Which parameter." },
            "detail": text,
        },
    });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": { "type": "string", "format": "uri", "description": "Which kind; see the responses here." },
            "title": text,
            "status": { "type": "integer" },
            "detail": text,
            "instance": { "type": "string", "format": "uri-reference" },
            "errors": { "type": "array", "items": error },
        },
    })
}

//! The addresses of the API that need no token, in its document. What other addresses of the directory there are is a row here, too.

use super::{
    others::{CRAWLED, DESCRIPTION, FEED, FEED_QUERY, HOSTS, HOSTS_QUERY, STATEMENTS},
    shapes::{ANNOUNCED, ANNOUNCEMENT, PAGE, QUERY, WHOLE},
};
use crate::api::{
    fields::{Field, Kind as Is, Shape, reference, request},
    problems::Kind,
};
use serde_json::{Value, json};

/// An address that anybody may ask.
struct Open {
    method: &'static str,
    path: &'static str,
    says: &'static str,
    query: &'static [Field],
    body: &'static [Field],
    /// The statuses of good answers, and what they mean.
    good: &'static [(&'static str, &'static str)],
    gives: &'static Shape,
    problems: &'static [Kind],
}

/// All of them.
static ALL: [Open; 8] = [
    Open {
        method: "get",
        path: "/api/v1/directory/pods",
        says: "Lists the pods that the directory recommends, and that fit all that is asked.",
        query: QUERY,
        body: &[],
        good: &[("200", "A page of them; Link has the next one.")],
        gives: &PAGE,
        problems: &[Kind::Malformed, Kind::Invalid, Kind::Unavailable],
    },
    Open {
        method: "get",
        path: "/api/v1/directory/pods/{domain}",
        says: "Shows a pod of the directory, with its signed listing.",
        query: &[],
        body: &[],
        good: &[("200", "That is it.")],
        gives: &WHOLE,
        problems: &[Kind::NotFound, Kind::Unavailable],
    },
    Open {
        method: "post",
        path: "/api/v1/directory/announce",
        says: "Asks the directory to look at a pod of another deployment.",
        query: &[],
        body: ANNOUNCED,
        good: &[("200", "It is known."), ("202", "It is new, and looked at soon.")],
        gives: &ANNOUNCEMENT,
        problems: &[Kind::Malformed, Kind::Conflict, Kind::Invalid, Kind::TooMany, Kind::Unavailable],
    },
    told(
        "/.well-known/pod-directory.json",
        "Says who this directory is, for other directories.",
        &DESCRIPTION,
    ),
    Open {
        query: FEED_QUERY,
        problems: &[Kind::Over, Kind::Invalid, Kind::Unavailable],
        ..told("/api/v1/directory/feed", "Tells what became of pods, signed, page by page.", &FEED)
    },
    Open {
        problems: &[Kind::Unavailable],
        ..told(
            "/api/v1/directory/statements",
            "Tells what this directory says of pods, each signed by itself.",
            &STATEMENTS,
        )
    },
    Open {
        query: HOSTS_QUERY,
        problems: &[Kind::Invalid, Kind::Unavailable],
        ..told("/api/v1/instances/hosts", "Lists names of pods, as indexes of PeerTube have them.", &HOSTS)
    },
    told("/pods.json", "Lists all pods, as the-federation.info has them.", &CRAWLED),
];

/// What is read without more ado.
const fn told(path: &'static str, says: &'static str, gives: &'static Shape) -> Open {
    let good = &[("200", "That is it.")];
    Open { method: "get", path, says, query: &[], body: &[], good, gives, problems: &[] }
}

/// Puts them into the document.
pub fn describe(document: &mut Value) {
    for open in &ALL {
        document["paths"][open.path][open.method] = open.operation();
        let within = open.gives.fields.iter().filter_map(|field| match field.kind {
            Is::Many(shape) | Is::One(shape) => Some(shape),
            _ => None,
        });
        for shape in within.chain([open.gives]) {
            document["components"]["schemas"][shape.name] = shape.schema();
        }
    }
}

impl Open {
    fn operation(&self) -> Value {
        let mut operation = json!({
            "operationId": self.id(),
            "summary": self.says,
            "security": [],
            "parameters": self.parameters(),
            "responses": self.answers(),
        });
        if !self.body.is_empty() {
            let content = json!({ "application/json": { "schema": request(&[self.body]) } });
            operation["requestBody"] = json!({ "required": true, "content": content });
        }
        operation
    }

    /// As in `get-directory-pods-domain`.
    fn id(&self) -> String {
        let path = self.path.trim_start_matches("/api/v1").replace('/', "-").replace(['{', '}'], "");
        format!("{}{path}", self.method)
    }

    fn parameters(&self) -> Vec<Value> {
        let named = self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let mut parameters: Vec<Value> = named
            .map(|name| {
                json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
            })
            .collect();
        for field in self.query {
            let Field { name, says, required, .. } = field;
            let schema = field.schema();
            parameters.push(json!({
                "name": name, "in": "query", "required": required, "description": says, "schema": schema,
            }));
        }
        parameters
    }

    fn answers(&self) -> Value {
        let mut answers = json!({});
        for (status, says) in self.good {
            let content = json!({ "application/json": { "schema": reference(self.gives) } });
            answers[*status] = json!({ "description": says, "content": content });
        }
        for kind in self.problems {
            let reference = format!("#/components/responses/{}", kind.slug());
            answers[kind.status().as_str()] = json!({ "$ref": reference });
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, describe};
    use crate::api::document;

    #[test]
    fn each_address_is_in_the_document_with_all_that_it_refers_to() {
        let mut document = document::of(&[], "https://pods.example");
        describe(&mut document);
        for open in &ALL {
            let operation = &document["paths"][open.path][open.method];
            assert_eq!(operation["summary"], open.says, "{}", open.path);
            assert_eq!(operation["security"], serde_json::json!([]));
        }
        let text = document.to_string();
        let references: Vec<&str> =
            text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(references.len() > 5, "{references:?}");
        for reference in references {
            assert!(document.pointer(reference).is_some(), "{reference}");
        }
    }
}

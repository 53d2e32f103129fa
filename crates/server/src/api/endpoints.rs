//! An address of the API with what it takes and gives: the routes and the document are made from these.

use super::{
    call::Call,
    fields::{Field, Shape},
    problems::Problem,
};
use actix_web::http::Method;
use model::tokens::Scope;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{future::Future, pin::Pin};

/// What is done, and when it is.
pub type Doing = Pin<Box<dyn Future<Output = Result<Answer, Problem>>>>;

/// Something that can be asked.
#[derive(Clone)]
pub struct Endpoint {
    /// How.
    pub method: Method,
    /// Where, behind `/api/v1`.
    pub path: &'static str,
    /// What a token must be good for.
    pub scope: Scope,
    /// What it does, in a sentence.
    pub says: &'static str,
    /// What may stand behind the question mark.
    pub query: Vec<&'static [Field]>,
    /// The fields of the body.
    pub body: Vec<&'static [Field]>,
    /// What comes back.
    pub gives: Gives,
    /// Whether it is also for pods that are deleted; what only reads is.
    pub of_deleted: bool,
    /// Whether a token of a pod does it while the pod can only be read, as those who run it do in their console.
    pub of_read_only: bool,
    /// Whether it is about the deployment: only for tokens that are for all pods.
    pub of_all: bool,
    /// Whether its body is a picture, and not JSON.
    pub is_picture: bool,
    /// Whether the same request again goes on where it ended, should it have failed midway.
    pub resumes: bool,
    /// What is done.
    pub handler: fn(Call) -> Doing,
}

/// What comes back when all is well.
#[derive(Clone, Copy)]
pub enum Gives {
    /// Nothing, with 204.
    Nothing,
    /// A thing, with 200.
    One(&'static Shape),
    /// A thing that was made, with 201.
    Made(&'static Shape),
    /// A page of things, with 200.
    Page(&'static Shape),
}

/// An answer, as it is kept for who asks again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: Option<Value>,
    /// Where what was made is.
    pub location: Option<String>,
}

/// Asks for something that is there.
pub fn get(path: &'static str, scope: Scope, says: &'static str, handler: fn(Call) -> Doing) -> Endpoint {
    endpoint(Method::GET, path, scope, says, handler)
}

/// Makes something, or does it.
pub fn post(path: &'static str, scope: Scope, says: &'static str, handler: fn(Call) -> Doing) -> Endpoint {
    endpoint(Method::POST, path, scope, says, handler)
}

/// Puts something there.
pub fn put(path: &'static str, scope: Scope, says: &'static str, handler: fn(Call) -> Doing) -> Endpoint {
    endpoint(Method::PUT, path, scope, says, handler)
}

/// Changes something.
pub fn patch(path: &'static str, scope: Scope, says: &'static str, handler: fn(Call) -> Doing) -> Endpoint {
    endpoint(Method::PATCH, path, scope, says, handler)
}

/// Takes something away.
pub fn delete(path: &'static str, scope: Scope, says: &'static str, handler: fn(Call) -> Doing) -> Endpoint {
    endpoint(Method::DELETE, path, scope, says, handler)
}

fn endpoint(
    method: Method,
    path: &'static str,
    scope: Scope,
    says: &'static str,
    handler: fn(Call) -> Doing,
) -> Endpoint {
    Endpoint {
        method,
        path,
        scope,
        says,
        query: Vec::new(),
        body: Vec::new(),
        gives: Gives::Nothing,
        of_deleted: false,
        of_read_only: false,
        of_all: false,
        is_picture: false,
        resumes: false,
        handler,
    }
}

impl Endpoint {
    /// It takes such a body.
    #[must_use]
    pub fn takes(mut self, body: &[&'static [Field]]) -> Self {
        self.body = body.to_vec();
        self
    }

    /// It takes that behind the question mark.
    #[must_use]
    pub fn asks(mut self, query: &[&'static [Field]]) -> Self {
        self.query = query.to_vec();
        self
    }

    /// That comes back.
    #[must_use]
    pub fn gives(mut self, gives: Gives) -> Self {
        self.gives = gives;
        self
    }

    /// It is also for pods that are deleted.
    #[must_use]
    pub fn of_deleted(mut self) -> Self {
        self.of_deleted = true;
        self
    }

    /// It is also done while a pod can only be read.
    #[must_use]
    pub fn of_read_only(mut self) -> Self {
        self.of_read_only = true;
        self
    }

    /// It is about the deployment.
    #[must_use]
    pub fn of_all(mut self) -> Self {
        self.of_all = true;
        self
    }

    /// Its body is a picture.
    #[must_use]
    pub fn takes_picture(mut self) -> Self {
        self.is_picture = true;
        self
    }

    /// The same request again, with the same key, goes on where it ended: what it makes is found by [`Call::command`].
    #[must_use]
    pub fn resumes(mut self) -> Self {
        self.resumes = true;
        self
    }

    /// Whether it only reads.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.method == Method::GET
    }

    /// Whether it can have a body.
    #[must_use]
    pub fn has_body(&self) -> bool {
        !matches!(self.method, Method::GET | Method::DELETE)
    }

    /// Whether it is about one pod; else it is about the deployment.
    #[must_use]
    pub fn is_of_a_pod(&self) -> bool {
        self.path.contains("{pod}")
    }

    /// Whether it is the first of those with its path.
    #[must_use]
    pub fn is_first(&self, all: &[Self]) -> bool {
        let first = all.iter().find(|other| other.path == self.path);
        first.is_some_and(|first| first.method == self.method)
    }
}

impl Answer {
    /// That is it.
    #[must_use]
    pub fn one(body: Value) -> Self {
        Self { status: 200, body: Some(body), location: None }
    }

    /// It was made, and is there.
    #[must_use]
    pub fn made(body: Value, location: String) -> Self {
        Self { status: 201, body: Some(body), location: Some(location) }
    }

    /// It is done.
    #[must_use]
    pub fn nothing() -> Self {
        Self { status: 204, body: None, location: None }
    }
}

//! A visit as anybody's: nothing of who really looks is left in it, so that what is shown to it can be shown to all.

use super::{Secret, Visit, arrival};
use crate::{extract::member::Signed, fault::Fault, tenants::Version};
use actix_web::HttpRequest;

impl Visit {
    /// Whether something is to be shown to this browser alone.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.signed.is_some() || self.left.is_some() || self.support.is_some() || self.notice.is_some()
    }

    /// The same visit by anybody: forms have no token, and nobody is signed in.
    #[must_use]
    pub fn by_anyone(self) -> Self {
        Self {
            signed: None,
            left: None,
            support: None,
            secret: Secret::new([0; 32]),
            fresh: false,
            csrf: String::new(),
            command: String::new(),
            notice: None,
            script: None,
            ..self
        }
    }

    /// The same visit to the pod as it is in a version of what anybody may read, or in a later one.
    ///
    /// # Errors
    /// As when it began: the pod may be gone or suspended by now.
    pub async fn not_before(self, request: &HttpRequest, version: Version) -> Result<Self, Fault> {
        let tenant = arrival::tenant(&self.app, &self.host, Some(version)).await?;
        let language =
            arrival::language(request, tenant.as_deref(), self.signed.as_deref().and_then(Signed::language));
        Ok(Self { tenant, language, ..self })
    }

    /// The host and what was asked of it.
    #[must_use]
    pub fn asked(&self) -> (&str, &str) {
        (&self.host, &self.path)
    }
}

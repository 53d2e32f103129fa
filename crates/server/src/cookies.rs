//! The cookies: a visit's, which every browser has, a member's after sign-in, an admin's on the platform's host, and hers on a pod's while
//! she is there for support; on the platform's host also where somebody's pod is, once she asked for the way.
//!
//! All belong to one host, are out of reach of scripts, and over HTTPS carry the `__Host-` prefix.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use model::{admins, browsers};

/// Which cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// Binds forms to a browser.
    Visit,
    /// Signs a browser in.
    Browser,
    /// Signs an admin's browser in, on the platform's host.
    Admin,
    /// Lets an admin look into a pod's console, on its host.
    Support,
    /// What is to be said on the next page.
    Notice,
    /// Where this browser went last by the platform's page for that: a pod's host name.
    Home,
}

/// How long a visit for support is known, at most; the database knows when it ends.
const SUPPORTS: Duration = Duration::hours(4);

/// Names and makes cookies for one deployment.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    /// Whether pages are served over HTTPS.
    pub secure: bool,
}

impl Cookies {
    /// What the request's cookie says.
    #[must_use]
    pub fn read(self, request: &HttpRequest, name: Name) -> Option<String> {
        request.cookie(self.name(name)).map(|cookie| cookie.value().to_owned())
    }

    /// A cookie for the answer.
    #[must_use]
    pub fn make(self, name: Name, value: String) -> Cookie<'static> {
        let mut cookie = self.bare(name, value);
        match name {
            Name::Visit | Name::Browser | Name::Home => cookie.set_max_age(browsers::KEPT),
            Name::Admin => cookie.set_max_age(admins::browsers::MOST),
            Name::Support => cookie.set_max_age(SUPPORTS),
            Name::Notice => cookie.set_max_age(Duration::minutes(1)),
        }
        cookie
    }

    /// Takes a cookie away.
    #[must_use]
    pub fn forget(self, name: Name) -> Cookie<'static> {
        let mut cookie = self.bare(name, String::new());
        cookie.make_removal();
        cookie
    }

    fn bare(self, name: Name, value: String) -> Cookie<'static> {
        let mut cookie = Cookie::new(self.name(name), value);
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Lax);
        cookie.set_secure(self.secure);
        cookie.set_path("/");
        cookie
    }

    fn name(self, name: Name) -> &'static str {
        match (self.secure, name) {
            (true, Name::Visit) => "__Host-visit",
            (false, Name::Visit) => "visit",
            (true, Name::Browser) => "__Host-browser",
            (false, Name::Browser) => "browser",
            (true, Name::Admin) => "__Host-admin",
            (false, Name::Admin) => "admin",
            (true, Name::Support) => "__Host-support",
            (false, Name::Support) => "support",
            (true, Name::Notice) => "__Host-notice",
            (false, Name::Notice) => "notice",
            (true, Name::Home) => "__Host-home",
            (false, Name::Home) => "home",
        }
    }
}

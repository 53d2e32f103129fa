//! A pod of one's own, made by the command line while the program runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::browser::Browser;
use crate::deployment::Deployment;
use crate::member::Member;
use crate::page::REGISTER;
use crate::wait::eventually;
use crate::{ALPHA, PASSWORD};

/// A pod for one test: nobody else knows it. Its own accounts are at [`ALPHA`].
#[derive(Debug, Clone)]
pub struct TestPod {
    deployment: Arc<Deployment>,
    host: String,
}

impl TestPod {
    /// A pod on the shared deployment, open to everybody.
    pub async fn new(name: &str) -> Self {
        Self::on(&Deployment::shared(), name, &[]).await
    }

    /// A pod on the shared deployment with flags of `cosse pod create` of one's own.
    pub async fn with(name: &str, flags: &[&str]) -> Self {
        Self::on(&Deployment::shared(), name, flags).await
    }

    /// A pod on that deployment; its host name is `name-N.localhost`.
    ///
    /// # Panics
    ///
    /// If it cannot be made, or the running program does not see it.
    pub async fn on(deployment: &Arc<Deployment>, name: &str, flags: &[&str]) -> Self {
        let host = format!("{}-{}.localhost", name.to_lowercase().replace(' ', "-"), number());
        let mut arguments = vec!["pod", "create", &host, "--name", name];
        for (flag, value) in
            [("--registration", "open"), ("--accounts", "any"), ("--xmpp-domain", ALPHA), ("--pause-at", "0")]
        {
            if !flags.contains(&flag) {
                arguments.extend([flag, value]);
            }
        }
        arguments.extend(flags);
        deployment.cosse(&arguments);
        let pod = Self { deployment: Arc::clone(deployment), host };
        eventually("the pod answers", async || (pod.browser().get("/").await.status == 200).then_some(()))
            .await;
        pod
    }

    /// Its host name, without the port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Where it lives.
    pub fn deployment(&self) -> &Arc<Deployment> {
        &self.deployment
    }

    /// A visitor's browser.
    pub fn browser(&self) -> Browser {
        self.deployment.browser(&self.host)
    }

    /// Somebody new, with an account at [`ALPHA`] that nobody had before, signed up through the pod's own form.
    pub async fn sign_up(&self, name: &str) -> Member {
        self.sign_up_at(ALPHA, name).await
    }

    /// The same at a pod whose own accounts are at another domain.
    pub async fn sign_up_at(&self, domain: &str, name: &str) -> Member {
        let name = format!("{name}{}", number());
        let mut browser = self.browser();
        let page = browser
            .submit("/register", REGISTER, &[("username", &name), ("password", PASSWORD)])
            .await
            .expect(200);
        assert!(!page.hops.is_empty(), "the sign-up of {name} was answered with: {}", page.text());
        Member::signed_in(browser, &format!("{name}@{domain}")).await
    }

    /// The same account in a browser here: at another pod, or at this one again.
    pub async fn sign_in(&self, jid: &str) -> Member {
        let mut browser = self.browser();
        crate::member::sign_in(&mut browser, jid, PASSWORD).await.expect(200);
        Member::signed_in(browser, jid).await
    }
}

/// No two names of one test program are the same.
fn number() -> usize {
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

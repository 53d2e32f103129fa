//! Hostile weather: poison from strangers, servers that break off, cables that are cut. What was said before and after arrives.

mod databases;
mod looks;
mod poison;
mod secrets;
mod servers;
mod workers;

use testpod::{Deployment, Member, PASSWORD, TestPod, Xmpp, eventually, eventually_ok};

/// What the page says below a message of which not all could be read.
const CUT: &str = "A part of this message";

/// A member, and somebody with a plain client whom she does not know.
pub(crate) struct Scene {
    pod: TestPod,
    pub(crate) alice: Member,
    pub(crate) eve: Xmpp,
    pub(crate) eve_jid: String,
}

impl Scene {
    pub(crate) async fn on(pod: TestPod) -> Self {
        let alice = pod.sign_up("alice").await;
        let eve_jid = format!("eve-{}", alice.jid);
        let server = pod.deployment().server().address();
        Xmpp::register(server, &eve_jid, PASSWORD).await;
        let eve = Xmpp::sign_in(server, &eve_jid, PASSWORD).await;
        Self { pod, alice, eve, eve_jid }
    }

    pub(crate) fn deployment(&self) -> &Deployment {
        self.pod.deployment()
    }

    /// Eve's client comes back after her server was away.
    async fn eve_returns(&mut self) {
        let server = self.deployment().server().address();
        self.eve = Xmpp::sign_in(server, &self.eve_jid, PASSWORD).await;
    }

    /// Eve says this, with what else belongs into the message.
    pub(crate) async fn eve_says(&mut self, text: &str, more: &str) {
        let to = &self.alice.jid;
        let id = text.replace(' ', "-");
        self.eve.send(&message(to, &id, text, more)).await;
    }

    /// Eve's server has read all that she said.
    async fn eve_is_heard(&mut self) {
        self.eve.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
    }

    /// What the chat with eve says: the beginning of each text.
    async fn texts(&mut self) -> Vec<String> {
        let texts = self.alice.whole_chat(&self.eve_jid).await;
        let said = texts.iter().map(|text| text.split(CUT).next().unwrap_or_default().trim_end());
        said.map(|text| text.chars().take(40).collect()).collect()
    }

    /// Eve's server or alice's session answers a request of that id; the answer.
    async fn eve_is_answered(&mut self, id: &str) -> String {
        let mut heard = self.eve.until(&format!("{id}'")).await;
        heard.push_str(&self.eve.until("</iq>").await);
        heard[heard.rfind("<iq").expect("an answer")..].to_owned()
    }

    /// Waits until that is what the chat says, from its first message to its last.
    async fn reads(&mut self, texts: &[&str]) {
        let what = format!("{} reads {texts:?}", self.alice.jid);
        eventually_ok(&what, async || {
            let said = self.texts().await;
            if said == texts { Ok(()) } else { Err(format!("it is {said:?}")) }
        })
        .await;
    }

    /// Words go to and fro.
    async fn is_well(&mut self, text: &str) {
        let (question, answer) = (format!("{text}?"), format!("{text}!"));
        self.eve_says(&question, "").await;
        eventually(&format!("alice reads {question}"), async || {
            (self.texts().await.last() == Some(&question)).then_some(())
        })
        .await;
        self.alice.say(&self.eve_jid, &answer).await;
        self.eve.until(&format!("{answer}</body>")).await;
    }

    /// How often the member's session lost its stream since the program was started.
    fn lost(&self) -> usize {
        lines(self.deployment(), &["lost its stream", &self.alice.jid])
    }

    /// How often it was resumed; the program must log what the session does.
    pub(crate) fn resumed(&self) -> usize {
        let log = self.deployment().logged();
        let online = log.lines().filter(|line| line.contains("online") && line.contains(&self.alice.jid));
        online.filter(|line| line.trim_end().ends_with("true")).count()
    }

    /// What the page says of the session; nothing if it is well.
    async fn banner(&mut self) -> String {
        self.alice.get("/chat").await.expect(200).texts("#session").join(" ").trim().to_owned()
    }

    async fn is_calm(&mut self) {
        eventually("the page says that the session is well", async || {
            self.banner().await.is_empty().then_some(())
        })
        .await;
    }

    async fn is_told(&mut self) {
        eventually("the page says that the session is not well", async || {
            (!self.banner().await.is_empty()).then_some(())
        })
        .await;
    }

    /// Waits until the page asks for the password.
    async fn is_asked_for_the_password(&mut self) {
        eventually("the page says that the password is needed", async || {
            let page = self.alice.get("/chat").await.expect(200);
            (!page.attributes(r#"a[href="/login/again"]"#, "href").is_empty()).then_some(())
        })
        .await;
    }

    /// She gives it.
    async fn gives(&mut self, password: &str) {
        let form = self.alice.browser.form("/login/again", r#"form[action="/login/again"]"#).await;
        self.alice.browser.send(&form.set("password", password)).await.expect(200);
    }

    /// The address of the member's session.
    async fn session(&self) -> String {
        let jid = &self.alice.jid;
        let mut phone = Xmpp::sign_in(self.deployment().server().address(), jid, PASSWORD).await;
        phone.until(&format!("from='{jid}/cosse-")).await;
        let rest = phone.until("'").await;
        phone.leave().await;
        format!("{jid}/cosse-{}", rest.trim_end_matches('\''))
    }
}

fn message(to: &str, id: &str, text: &str, more: &str) -> String {
    format!("<message to='{to}' type='chat' id='{id}'><body>{text}</body>{more}</message>")
}

/// The setting that has the program log what its sessions do.
pub(crate) const TALKATIVE: (&str, &str) = ("RUST_LOG", "info,xmpp=debug");

/// How many lines of the program's log have all these words.
fn lines(deployment: &Deployment, words: &[&str]) -> usize {
    deployment.logged().lines().filter(|line| words.iter().all(|word| line.contains(word))).count()
}

//! SMTP (RFC 5321), one connection for each mail, and what is known of a mail when it ends.

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
        response::Response,
    },
};
use model::mails::Outcome;
use std::{future::Future, net::IpAddr, time::Duration};
use tokio::time::timeout;
use url::Url;

/// How long it may take to reach the server and sign in.
const REACH: Duration = Duration::from_secs(60);

/// How long an answer may take (RFC 5321 §4.5.3.2: 5 minutes; ours is a server of our own).
const ANSWER: Duration = Duration::from_secs(60);

/// How long the last answer may take: shorter than a job's lease, so that nobody takes the mail meanwhile.
const LAST_ANSWER: Duration = Duration::from_secs(300);

/// How long is waited for a goodbye that nobody needs.
const GOODBYE: Duration = Duration::from_secs(5);

/// A mail server, and how it is spoken to.
#[derive(Clone)]
pub struct Server {
    host: String,
    port: u16,
    security: Security,
    tls: TlsParameters,
    credentials: Option<Credentials>,
    hello: ClientId,
}

/// When the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    /// From the first byte (RFC 8314 §3.3).
    FromTheStart,
    /// After STARTTLS (RFC 3207), without which nothing is sent.
    StartTls,
    /// On this machine: after STARTTLS, if it is offered.
    Loopback,
}

/// What the setting says that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum BadServer {
    /// Another scheme, no host, or more than that.
    #[error("must be smtp://[USER:PASSWORD@]HOST[:PORT] or smtps://…")]
    Address,
    /// A certificate that cannot be read.
    #[error("the certificate authority cannot be used: {0}")]
    Authority(Error),
}

impl Server {
    /// From the setting, with one more certificate authority (PEM), on a machine of that name.
    ///
    /// # Errors
    /// What cannot be.
    pub fn new(address: &str, authority: Option<&[u8]>, hello: &str) -> Result<Self, BadServer> {
        let address: Url = address.parse().map_err(|_| BadServer::Address)?;
        let host = address.host_str().filter(|host| !host.is_empty()).ok_or(BadServer::Address)?;
        let host = host.trim_matches(['[', ']']).to_owned();
        if !matches!(address.path(), "" | "/") || address.query().is_some() {
            return Err(BadServer::Address);
        }
        let (security, port) = match address.scheme() {
            "smtps" => (Security::FromTheStart, 465),
            "smtp" if is_loopback(&host) => (Security::Loopback, 25),
            "smtp" => (Security::StartTls, 587),
            _ => return Err(BadServer::Address),
        };
        let mut tls = TlsParameters::builder(host.clone());
        if let Some(pem) = authority {
            tls = tls.add_root_certificate(Certificate::from_pem(pem).map_err(BadServer::Authority)?);
        }
        Ok(Self {
            port: address.port().unwrap_or(port),
            host,
            security,
            tls: tls.build_rustls().map_err(BadServer::Authority)?,
            credentials: credentials(&address),
            hello: ClientId::Domain(hello.to_owned()),
        })
    }

    /// Reaches the server, signs in, and says goodbye.
    ///
    /// # Errors
    /// What it said, or why it cannot be reached.
    pub async fn look(&self) -> Result<(), String> {
        let mut conn = within(REACH, self.connect()).await.map_err(|why| why.said())?;
        goodbye(&mut conn).await;
        Ok(())
    }

    /// Hands a mail over. `last_moment` is asked when everything is said but the mail itself: with a no nothing is sent, and nothing
    /// is known of it here.
    ///
    /// # Errors
    /// Those of `last_moment`; then nothing was sent.
    pub async fn deliver<E>(
        &self,
        message: &Message,
        last_moment: impl Future<Output = Result<bool, E>>,
    ) -> Result<Option<Outcome>, E> {
        let mut conn = match within(REACH, self.connect()).await {
            Ok(conn) => conn,
            // whatever the server says before it knows to whom: it is not about this mail
            Err(why) => return Ok(Some(Outcome::Later(why.said()))),
        };
        if let Err(why) = envelope(&mut conn, message).await {
            goodbye(&mut conn).await;
            return Ok(Some(why.before()));
        }
        // who goes without the last line has sent nothing (RFC 5321 §4.1.1.4)
        if !last_moment.await? {
            return Ok(None);
        }
        let outcome = match within(LAST_ANSWER, conn.message(&message.formatted())).await {
            Ok(_) => Outcome::Sent,
            Err(why) => why.after(),
        };
        goodbye(&mut conn).await;
        Ok(Some(outcome))
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let at_once = (self.security == Security::FromTheStart).then(|| self.tls.clone());
        let place = (self.host.as_str(), self.port);
        let mut conn =
            AsyncSmtpConnection::connect_tokio1(place, Some(REACH), &self.hello, at_once, None).await?;
        if self.security == Security::StartTls || (self.security == Security::Loopback && conn.can_starttls())
        {
            conn.starttls(self.tls.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            conn.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(conn)
    }
}

/// Why something was not done.
enum Why {
    /// No answer in time.
    Silence,
    /// An answer, or a connection that broke.
    Error(Error),
}

impl Why {
    fn said(&self) -> String {
        match self {
            Self::Silence => "no answer in time".to_owned(),
            Self::Error(error) => error.to_string(),
        }
    }

    /// What it means before the mail is handed over: nothing was sent.
    fn before(self) -> Outcome {
        match &self {
            Self::Error(error) if error.is_permanent() && !is_about_us(error) => {
                Outcome::Refused(self.said())
            }
            _ => Outcome::Later(self.said()),
        }
    }

    /// What it means afterwards: only an answer says that it was not sent.
    fn after(self) -> Outcome {
        match &self {
            Self::Error(error) if error.is_permanent() => Outcome::Refused(self.said()),
            Self::Error(error) if error.is_transient() => Outcome::Later(self.said()),
            _ => Outcome::Unsure(self.said()),
        }
    }
}

/// Whether the server says that we may not send, rather than that this mail may not be sent (RFC 4954 §6): that can be set right.
fn is_about_us(error: &Error) -> bool {
    error.status().is_some_and(|code| code.to_string().starts_with("53"))
}

async fn envelope(conn: &mut AsyncSmtpConnection, message: &Message) -> Result<(), Why> {
    let envelope = message.envelope();
    within(ANSWER, conn.command(Mail::new(envelope.from().cloned(), Vec::new()))).await?;
    for to in envelope.to() {
        within(ANSWER, conn.command(Rcpt::new(to.clone(), Vec::new()))).await?;
    }
    within(ANSWER, conn.command(Data)).await.map(drop::<Response>)
}

async fn within<T>(patience: Duration, work: impl Future<Output = Result<T, Error>>) -> Result<T, Why> {
    match timeout(patience, work).await {
        Ok(done) => done.map_err(Why::Error),
        Err(_) => Err(Why::Silence),
    }
}

async fn goodbye(conn: &mut AsyncSmtpConnection) {
    // what is known of the mail is known already
    drop(timeout(GOODBYE, conn.abort()).await);
}

/// Name and password, as they are written in addresses.
fn credentials(address: &Url) -> Option<Credentials> {
    let read = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    (!address.username().is_empty())
        .then(|| Credentials::new(read(address.username()), read(address.password().unwrap_or_default())))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(address: &str) -> Result<(Security, String, u16, bool), BadServer> {
        let server = Server::new(address, None, "pods.example")?;
        Ok((server.security, server.host, server.port, server.credentials.is_some()))
    }

    #[test]
    fn nothing_leaves_this_machine_without_tls() {
        let read = |address| server(address).unwrap();
        assert_eq!(read("smtp://mail.example"), (Security::StartTls, "mail.example".into(), 587, false));
        assert_eq!(read("smtp://mail.example:25/"), (Security::StartTls, "mail.example".into(), 25, false));
        assert_eq!(
            read("smtps://a:b@mail.example"),
            (Security::FromTheStart, "mail.example".into(), 465, true)
        );
        assert_eq!(read("smtp://localhost:2525"), (Security::Loopback, "localhost".into(), 2525, false));
        assert_eq!(read("smtp://[::1]"), (Security::Loopback, "::1".into(), 25, false));
        assert_eq!(read("smtp://10.0.0.1"), (Security::StartTls, "10.0.0.1".into(), 587, false));
    }

    #[test]
    fn what_is_no_mail_server_is_refused() {
        for address in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://mail.example/x",
            "smtp://mail.example?tls=none",
        ] {
            assert!(matches!(server(address), Err(BadServer::Address)), "{address}");
        }
        let authority =
            Server::new("smtp://mail.example", Some(b"-----BEGIN CERTIFICATE-----\nx\n"), "pods.example");
        assert!(matches!(authority, Err(BadServer::Authority(_))));
    }
}

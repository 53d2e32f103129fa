//! What is wrong with a form, field by field, each with a sentence that says what to do.

use crate::context::Context;
use crate::locales::{number, t};
use crate::measures::file_size;
use crate::newness::LimitReached;

/// What is wrong with a field, or with the whole form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was typed.
    Required,
    /// More than this many characters.
    TooLong(u32),
    /// No whole number between these.
    NoNumber(u32, u32),
    /// No address of the form `name@server`.
    AddressInvalid,
    /// The server says that name or password is wrong.
    WrongPassword,
    /// The server says that the account is disabled.
    AccountDisabled,
    /// There is no server of this name.
    UnknownServer(String),
    /// The server does not answer.
    Unreachable(String),
    /// This pod does not take accounts of this server.
    ServerNotAllowed(String),
    /// The address is one that the deployment does not connect to.
    AddressRefused(String),
    /// The server's certificate is not good.
    Certificate(String),
    /// The server offers no way to sign in that keeps the password safe.
    NoSecureSignIn(String),
    /// The server did not answer in time.
    TimedOut(String),
    /// The server said something that makes no sense.
    ServerConfused(String),
    /// Those who run the pod keep the member out: why, if they said so, and whom she can ask.
    Suspended(String, Vec<String>),
    /// The address, or all of its domain, is kept out: why, if it is said, and whom one can ask.
    Blocked(String, Vec<String>),
    /// The address is of somebody who runs or moderates the pod.
    RunsThePod,
    /// Somebody else decides on it.
    OwnDecision,
    /// The member cannot be suspended by whoever decides, or is gone.
    OutOfReach,
    /// There are as many versions of a text as there can be.
    TextsFull,
    /// Members are told of a change for so many days before it holds.
    TextTooSoon(u64),
    /// It is reported often enough.
    ReportedOften,
    /// Nobody would run the pod any more.
    LastOperator,
    /// Nobody would look after the deployment any more.
    LastAdmin,
    /// The account and the password are not those of an admin.
    NotAnAdmin,
    /// It cannot be a host name of a pod.
    HostInvalid,
    /// It is another pod's.
    HostTaken,
    /// It was another pod's not long ago.
    HostHeld,
    /// It is the pod's own, which goes elsewhere.
    HostOwn,
    /// It can be taken for this other one.
    HostLike(String),
    /// Nobody could tell it from this other one.
    HostSame(String),
    /// It cannot be the host name of a pod elsewhere.
    PodDomainInvalid,
    /// It is one of this deployment's own.
    PodDomainOwn,
    /// It looks the same as this other one, which is listed.
    PodDomainSame(String),
    /// The directory takes no more pods.
    DirectoryFull,
    /// The directory itself is not followed.
    PeerOwn,
    /// The directory is followed already.
    PeerKnown,
    /// No more directories are followed.
    PeersFull,
    /// No more is said of pods.
    StatementsFull,
    /// These are no addresses, or too many.
    EvidenceInvalid,
    /// It cannot be the address of a list of pods.
    ListInvalid,
    /// There are as many lists as are read.
    ListsFull,
    /// There is no such plan.
    NoSuchPlan,
    /// No pod has this host name.
    NoSuchPod(String),
    /// Another pod has the XMPP domain.
    DomainTaken,
    /// The pod has its accounts on the XMPP domain.
    DomainInUse,
    /// The deployment makes no domains.
    NoProsody,
    /// The deployment has no domain that pods share.
    NoSharedDomain,
    /// No mail is sent here.
    NoMail,
    /// No day, or one that is too early; the first that can be.
    DayTooEarly(String),
    /// A pod does not become this from the state that it is in.
    NotFromHere,
    /// No colour of six digits.
    ColourInvalid,
    /// No host name.
    DomainInvalid(String),
    /// The pod has no free place.
    PodFull,
    /// The pod has as many live sessions as it may.
    SessionsFull,
    /// The deployment has as many live sessions as it can.
    NoRoom,
    /// As many accounts as it takes were made today.
    TooManyToday,
    /// The pod can only be read at the moment.
    ReadOnly,
    /// The pod takes in who was invited.
    InviteNeeded,
    /// Newcomers confirm an address of e-mail first.
    ConfirmFirst,
    /// Newcomers ask those who run the pod first.
    AskFirst,
    /// The invitation was used up, revoked, or is too old.
    InviteSpent,
    /// The pod makes no accounts.
    RegistrationClosed,
    /// The pod takes in nobody who is not a member already.
    PodClosed,
    /// So many came at once that only who was invited is taken in.
    SignupsPaused,
    /// No address of e-mail.
    EmailInvalid,
    /// As many ask, or wait, as can.
    QueueFull,
    /// Somebody has the account's name.
    NameTaken,
    /// The account's name has characters that it cannot have.
    NameInvalid,
    /// The account's name is kept for the pod.
    NameReserved,
    /// The password is too easy; what the server says, if anything.
    WeakPassword(String),
    /// The server refuses; what it says, if anything.
    Refused(String),
    /// A riddle was not solved.
    WrongAnswer,
    /// The server does not wait for the answer to a riddle any more.
    RiddleGone,
    /// The password is changed over the connection to its server, which is down.
    PasswordAway(String),
    /// The server does not let passwords be changed this way.
    PasswordElsewhere(String),
    /// The server did not say whether it took a new password.
    PasswordUnsure(String),
    /// None of the codes that a member keeps, or one that was used.
    CodeWrong,
    /// Not the address that was asked for.
    NotThisAddress,
    /// Somebody has the handle.
    HandleTaken,
    /// The handle has characters that it cannot have, or too few.
    HandleInvalid,
    /// The handle belongs to an account of the pod's own server, or was released not long ago.
    HandleReserved,
    /// A contact already.
    AlreadyContact,
    /// One's own address.
    Yourself,
    /// No such person on that server.
    NoSuchPerson,
    /// No address of the web with http or https.
    WebsiteInvalid,
    /// The post is longer than this many characters.
    PostTooLong(u32),
    /// The file is bigger than this many bytes.
    FileTooBig(u64),
    /// The file is no picture that can be read.
    PictureUnreadable,
    /// The pod has no logo, and no file was chosen.
    LogoMissing,
    /// The pod's media are full.
    MediaFull,
    /// No address that a pod may link.
    AddressNotLinked(String),
    /// More than so many links, or languages.
    TooMany(u32),
    /// No tag of a language.
    LanguageInvalid(String),
    /// To write for everyone one needs a handle first.
    HandleNeeded,
    /// The connection to the server is down at the moment.
    Offline,
    /// The answer did not come in time: it may have been done.
    MaybeDone,
    /// The server cannot do this.
    NotOffered,
    /// Too often in a short time.
    TooOften,
    /// The form is too old or comes from elsewhere; sent again, it works.
    FormExpired,
    /// No day of the calendar.
    DayInvalid,
    /// The last day is before the first.
    DaysReversed,
    /// No amount of money.
    AmountInvalid,
    /// The ledger takes no more entries.
    LedgerFull,
    /// No address of the web with https.
    LinkInvalid(String),
    /// No address of the web, of XMPP or of mail.
    ContactInvalid(String),
    /// No country of two letters.
    CountryInvalid,
    /// Nobody who could be the guest.
    NoGuest,
    /// No network, or no invitation, of this name.
    NothingMeant,
    /// An invitation was sent to this address not long ago.
    InvitedLately,
    /// As many invitations were sent today as can be.
    InvitesOut,
    /// A new member has done as much of something as she may.
    StillNew(LimitReached),
}

/// What is wrong with a form. A problem of the whole form has the field `""`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, Problem)>);

impl Errors {
    /// Nothing is wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// One field is wrong.
    pub fn one(field: &str, problem: Problem) -> Self {
        Self::none().with(field, problem)
    }

    /// The whole form is wrong.
    pub fn form(problem: Problem) -> Self {
        Self::one("", problem)
    }

    /// And another one.
    #[must_use]
    pub fn with(mut self, field: &str, problem: Problem) -> Self {
        self.0.push((field.to_owned(), problem));
        self
    }

    /// Adds one.
    pub fn push(&mut self, field: &str, problem: Problem) {
        self.0.push((field.to_owned(), problem));
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first problem of a field.
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, problem)| problem)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.0.iter().map(|(field, problem)| (field.as_str(), problem))
    }
}

impl Problem {
    /// The sentence.
    pub fn text(&self, ctx: &Context<'_>) -> String {
        let known = self.of_server(ctx).or_else(|| self.of_account(ctx)).or_else(|| self.of_community(ctx));
        known.unwrap_or_else(|| self.of_form(ctx))
    }

    fn of_server(&self, ctx: &Context<'_>) -> Option<String> {
        Some(match self {
            Self::WrongPassword => t!(ctx, "problem-wrong-password"),
            Self::AccountDisabled => t!(ctx, "problem-account-disabled"),
            Self::UnknownServer(server) => t!(ctx, "problem-unknown-server", server = server.as_str()),
            Self::Unreachable(server) => t!(ctx, "problem-unreachable", server = server.as_str()),
            Self::ServerNotAllowed(server) => {
                t!(ctx, "problem-server-not-allowed", server = server.as_str(), pod = ctx.place_name())
            }
            Self::AddressRefused(server) => t!(ctx, "problem-address-refused", server = server.as_str()),
            Self::Certificate(server) => t!(ctx, "problem-certificate", server = server.as_str()),
            Self::NoSecureSignIn(server) => t!(ctx, "problem-no-secure-sign-in", server = server.as_str()),
            Self::TimedOut(server) => t!(ctx, "problem-timed-out", server = server.as_str()),
            Self::ServerConfused(server) => t!(ctx, "problem-server-confused", server = server.as_str()),
            Self::PasswordAway(server) => t!(ctx, "problem-password-away", server = server.as_str()),
            Self::PasswordElsewhere(server) => {
                t!(ctx, "problem-password-elsewhere", server = server.as_str())
            }
            Self::PasswordUnsure(server) => t!(ctx, "problem-password-unsure", server = server.as_str()),
            Self::Offline => t!(ctx, "problem-offline"),
            Self::MaybeDone => t!(ctx, "problem-maybe-done"),
            Self::NotOffered => t!(ctx, "problem-not-offered"),
            _ => return None,
        })
    }

    fn of_account(&self, ctx: &Context<'_>) -> Option<String> {
        Some(match self {
            Self::Suspended(reason, ask) => {
                kept_out(ctx, t!(ctx, "problem-suspended", pod = ctx.place_name()), reason, ask)
            }
            Self::Blocked(reason, ask) => {
                kept_out(ctx, t!(ctx, "problem-blocked", pod = ctx.place_name()), reason, ask)
            }
            Self::RunsThePod => t!(ctx, "problem-runs-the-pod"),
            Self::PodFull => t!(ctx, "problem-pod-full", pod = ctx.place_name()),
            Self::SessionsFull => t!(ctx, "problem-sessions-full"),
            Self::NoRoom => t!(ctx, "problem-no-room"),
            Self::TooManyToday => t!(ctx, "problem-too-many-today"),
            Self::ReadOnly => t!(ctx, "problem-read-only"),
            Self::ConfirmFirst => t!(ctx, "problem-confirm-first", pod = ctx.place_name()),
            Self::AskFirst => t!(ctx, "problem-ask-first", pod = ctx.place_name()),
            Self::InviteNeeded => t!(ctx, "problem-invite-needed", pod = ctx.place_name()),
            Self::InviteSpent => t!(ctx, "problem-invite-spent"),
            Self::RegistrationClosed => t!(ctx, "problem-registration-closed"),
            Self::PodClosed => t!(ctx, "problem-pod-closed", pod = ctx.place_name()),
            Self::SignupsPaused => t!(ctx, "problem-signups-paused"),
            Self::EmailInvalid => t!(ctx, "problem-email-invalid"),
            Self::QueueFull => t!(ctx, "problem-queue-full"),
            Self::NameTaken => t!(ctx, "problem-name-taken"),
            Self::NameInvalid => t!(ctx, "problem-name-invalid"),
            Self::NameReserved => t!(ctx, "problem-name-reserved"),
            Self::WeakPassword(said) => with_reason(ctx, t!(ctx, "problem-weak-password"), said),
            Self::Refused(said) => with_reason(ctx, t!(ctx, "problem-refused"), said),
            Self::WrongAnswer => t!(ctx, "problem-wrong-answer"),
            Self::RiddleGone => t!(ctx, "problem-riddle-gone"),
            Self::CodeWrong => t!(ctx, "problem-code-wrong"),
            Self::NotThisAddress => t!(ctx, "problem-not-this-address"),
            Self::HandleTaken => t!(ctx, "problem-handle-taken"),
            Self::HandleInvalid => t!(ctx, "problem-handle-invalid"),
            Self::HandleReserved => t!(ctx, "problem-handle-reserved"),
            Self::HandleNeeded => t!(ctx, "problem-handle-needed"),
            _ => return self.of_console(ctx),
        })
    }

    fn of_console(&self, ctx: &Context<'_>) -> Option<String> {
        Some(match self {
            Self::LastAdmin => t!(ctx, "problem-last-admin"),
            Self::NotAnAdmin => t!(ctx, "problem-not-an-admin"),
            Self::HostInvalid => t!(ctx, "problem-host-invalid"),
            Self::HostTaken => t!(ctx, "problem-host-taken"),
            Self::HostHeld => t!(ctx, "problem-host-held"),
            Self::HostOwn => t!(ctx, "problem-host-own"),
            Self::HostLike(others) => t!(ctx, "problem-host-like", others = others.as_str()),
            Self::HostSame(others) => t!(ctx, "problem-host-same", others = others.as_str()),
            Self::NoSuchPlan => t!(ctx, "problem-no-such-plan"),
            Self::NoSuchPod(host) => t!(ctx, "problem-no-such-pod", host = host.as_str()),
            Self::DomainTaken => t!(ctx, "problem-domain-taken"),
            Self::DomainInUse => t!(ctx, "problem-domain-in-use"),
            Self::NoProsody => t!(ctx, "problem-no-prosody"),
            Self::NoSharedDomain => t!(ctx, "problem-no-shared-domain"),
            Self::NoMail => t!(ctx, "problem-no-mail"),
            Self::DayTooEarly(first) => t!(ctx, "problem-day-too-early", first = first.as_str()),
            Self::NotFromHere => t!(ctx, "problem-not-from-here"),
            _ => return None,
        })
    }

    fn of_community(&self, ctx: &Context<'_>) -> Option<String> {
        Some(match self {
            Self::DayInvalid => t!(ctx, "problem-day-invalid"),
            Self::DaysReversed => t!(ctx, "problem-days-reversed"),
            Self::AmountInvalid => t!(ctx, "problem-amount-invalid"),
            Self::LedgerFull => t!(ctx, "problem-ledger-full"),
            Self::LinkInvalid(link) => t!(ctx, "problem-link-invalid", link = link.as_str()),
            Self::ContactInvalid(link) => t!(ctx, "problem-contact-invalid", link = link.as_str()),
            Self::CountryInvalid => t!(ctx, "problem-country-invalid"),
            Self::NoGuest => t!(ctx, "problem-no-guest"),
            Self::NothingMeant => t!(ctx, "problem-nothing-meant"),
            Self::InvitedLately => t!(ctx, "problem-invited-lately"),
            Self::InvitesOut => t!(ctx, "problem-invites-out"),
            _ => return self.of_safety(ctx),
        })
    }

    fn of_safety(&self, ctx: &Context<'_>) -> Option<String> {
        Some(match self {
            Self::OwnDecision => t!(ctx, "problem-own-decision"),
            Self::OutOfReach => t!(ctx, "problem-out-of-reach"),
            Self::TextsFull => t!(ctx, "problem-texts-full"),
            Self::TextTooSoon(days) => t!(ctx, "problem-text-too-soon", days = *days),
            Self::ReportedOften => t!(ctx, "problem-reported-often"),
            _ => return self.of_directory(ctx),
        })
    }

    fn of_directory(&self, ctx: &Context<'_>) -> Option<String> {
        Some(match self {
            Self::PodDomainInvalid => t!(ctx, "problem-pod-domain-invalid"),
            Self::PodDomainOwn => t!(ctx, "problem-pod-domain-own"),
            Self::PodDomainSame(other) => t!(ctx, "problem-pod-domain-same", other = other.as_str()),
            Self::DirectoryFull => t!(ctx, "problem-directory-full"),
            Self::StillNew(limit) => limit.text(ctx),
            Self::PeerOwn => t!(ctx, "problem-peer-own"),
            Self::PeerKnown => t!(ctx, "problem-peer-known"),
            Self::PeersFull => t!(ctx, "problem-peers-full"),
            Self::StatementsFull => t!(ctx, "problem-statements-full"),
            Self::EvidenceInvalid => t!(ctx, "problem-evidence-invalid"),
            Self::ListInvalid => t!(ctx, "problem-list-invalid"),
            Self::ListsFull => t!(ctx, "problem-lists-full"),
            _ => return None,
        })
    }

    fn of_form(&self, ctx: &Context<'_>) -> String {
        match self {
            Self::TooLong(most) => t!(ctx, "problem-too-long", most = number(ctx.language, u64::from(*most))),
            Self::NoNumber(least, most) => t!(
                ctx,
                "problem-no-number",
                least = number(ctx.language, u64::from(*least)),
                most = number(ctx.language, u64::from(*most))
            ),
            Self::AddressInvalid => t!(ctx, "problem-address-invalid"),
            Self::LastOperator => t!(ctx, "problem-last-operator"),
            Self::ColourInvalid => t!(ctx, "problem-colour-invalid"),
            Self::DomainInvalid(domain) => t!(ctx, "problem-domain-invalid", domain = domain.as_str()),
            Self::AlreadyContact => t!(ctx, "problem-already-contact"),
            Self::Yourself => t!(ctx, "problem-yourself"),
            Self::NoSuchPerson => t!(ctx, "problem-no-such-person"),
            Self::WebsiteInvalid => t!(ctx, "problem-website-invalid"),
            Self::PostTooLong(most) => {
                t!(ctx, "problem-post-too-long", most = number(ctx.language, u64::from(*most)))
            }
            Self::FileTooBig(most) => t!(ctx, "problem-file-too-big", most = file_size(ctx, *most)),
            Self::PictureUnreadable => t!(ctx, "problem-picture-unreadable"),
            Self::LogoMissing => t!(ctx, "problem-logo-missing"),
            Self::MediaFull => t!(ctx, "problem-media-full"),
            Self::AddressNotLinked(link) => t!(ctx, "problem-address-not-linked", link = link.as_str()),
            Self::TooMany(most) => t!(ctx, "problem-too-many", most = number(ctx.language, u64::from(*most))),
            Self::LanguageInvalid(tag) => t!(ctx, "problem-language-invalid", tag = tag.as_str()),
            Self::TooOften => t!(ctx, "problem-too-often"),
            Self::FormExpired => t!(ctx, "problem-form-expired"),
            _ => t!(ctx, "problem-required"),
        }
    }
}

/// That somebody is kept out, why, what of hers is untouched, and whom to ask.
fn kept_out(ctx: &Context<'_>, mut text: String, reason: &str, ask: &[String]) -> String {
    if !reason.is_empty() {
        text = format!("{text} {}", t!(ctx, "problem-suspended-reason", reason = reason));
    }
    if !ask.is_empty() {
        text = format!("{text} {}", t!(ctx, "problem-suspended-ask", addresses = ask.join(", ")));
    }
    text
}

/// Adds what the server says, as it says it.
fn with_reason(ctx: &Context<'_>, sentence: String, said: &str) -> String {
    if said.is_empty() { sentence } else { format!("{sentence} {}", t!(ctx, "problem-said", said = said)) }
}

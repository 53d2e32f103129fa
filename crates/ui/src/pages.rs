//! The pages, a file each. A page's struct holds what it shows; its samples feed the test that renders all of them.

mod about;
mod add;
mod admin;
mod announcements;
mod announcing;
mod audit;
mod blocks;
mod blog;
mod branding;
mod case;
mod chat;
mod chats;
mod confirm;
mod contact;
mod contacts;
mod delete;
mod directory;
mod error;
mod farewell;
mod feed;
mod front;
mod funds;
mod gifts;
mod go;
mod guest;
mod imported;
mod invite;
mod invites;
mod leave;
mod ledger;
mod left;
mod legal;
mod letterbox;
mod listing;
mod login;
mod mails;
mod members;
mod membership;
mod newcomers;
mod old_text;
mod outbox;
mod overview;
mod own_invites;
mod password;
mod password_needed;
mod pick;
mod pod_report;
mod post;
mod privacy;
mod quotas;
mod receipt;
mod recover;
mod recovery;
mod refuse;
mod register;
mod registration;
mod report;
mod reports;
mod requests;
mod reset;
mod rules;
mod settings;
mod sheet;
mod support;
mod suspend;
mod suspended;
mod texts;
mod tidings;
mod typed;
mod verdict;
mod visits;
mod waiters;
mod waiting_list;
mod waves;
mod welcome;

pub use about::AboutPage;
pub use add::{AddPage, Added, ListingState};
pub use admin::{
    AdminAnnouncementForm, AdminAnnouncingPage, AdminBlocksPage, AdminLoginPage, AdminsPage, BatchRow,
    DeploymentAct, DeploymentAuditPage, DeploymentEntry, DomainTyped, HealthPage, Held, HostChecked,
    HostFooting, HostRow, HostTyped, ImportKind, ImportRow, ImportsPage, JOBS, JobRow, JobState, ListingLine,
    ListingRow, ListingsPage, MailHealth, NewPodPage, NewPodTyped, PeerRow, PeersPage, PlanForm, PlanRow,
    PlansPage, PodLimits, PodPage, PodReportRow, PodReportsPage, PodRow, PodSessions, PodsPage, Pool,
    ProcessRole, ProcessRow, Setup, SetupPage, StatementAction, StatementForm, StatementRow, StatementsPage,
    Sure, SurePage, Trouble, TurnPage, TurnTyped, TurningPod, VisitPage,
};
pub use announcements::AnnouncementsPage;
pub use announcing::{AnnouncementForm, AnnouncementRow, AnnouncementState, AnnouncingPage};
pub use audit::{AuditAct, AuditActor, AuditEntry, AuditPage};
pub use blocks::{BlockForm, BlockRow, BlocksPage};
pub use blog::BlogPage;
pub use branding::{BrandingPage, IntroductionForm, LogoForm};
pub use case::{CaseLinks, CasePage};
pub use chat::ChatPage;
pub use chats::ChatsPage;
pub use confirm::{ConfirmPage, Question};
pub use contact::ContactPage;
pub use contacts::ContactsPage;
pub use delete::{DeletePage, Offer};
pub use directory::{DirectoryPage, Offered, Places, PodCard, Terms, Why};
pub use error::{ErrorKind, ErrorPage};
pub use farewell::FarewellPage;
pub use feed::{FeedPage, News};
pub use front::FrontPage;
pub use funds::{FundsPage, Month, Sum};
pub use gifts::GiftsPage;
pub use go::{GoPage, Welcome};
pub use guest::{GuestPage, NamedGuest};
pub use imported::ImportedPod;
pub use invite::InvitePage;
pub use invites::{
    CameBy, InviteForm, InviteRow, InviteTreeLine, InviteTreePage, InvitesPage, MailInviteForm,
    MemberInvitesForm,
};
pub use leave::LeavePage;
pub use ledger::{EntryForm, EntryPage, EntryRow, LedgerPage};
pub use left::LeftPage;
pub use legal::LegalPage;
pub use letterbox::{ConfirmLetterboxPage, LetterboxPage};
pub use listing::{Joining, ListingForm, ListingPage, Sent};
pub use login::{Account, Accounts, LoginPage};
pub use mails::{MailKind, MailRow, MailState, MailsPage};
pub use members::{MemberRow, MembersPage};
pub use membership::{AccountState, MembershipPage, NewUntil, Reach, Suspension};
pub use newcomers::NewcomersForm;
pub use old_text::OldTextPage;
pub use outbox::{Mail, OutboxPage};
pub use overview::{Day, Limits, OverviewPage, SPANS};
pub use own_invites::{MayInvite, OwnInvite, OwnInvitesPage};
pub use password::PasswordPage;
pub use password_needed::PasswordNeededPage;
pub use pick::PickPage;
pub use pod_report::{PodReceiptPage, PodReportKind, PodReportPage, PodVerdict};
pub use post::{HiddenPost, PostPage};
pub use privacy::PrivacyPage;
pub use quotas::QuotasPage;
pub use receipt::ReceiptPage;
pub use recover::{RecoverPage, Way};
pub use recovery::RecoveryPage;
pub use refuse::RefusePage;
pub use register::{AskForm, ConfirmForm, RegisterPage, WaitForm};
pub use registration::{DomainKind, DomainLine, DomainStanding, RegistrationPage, Servers};
pub use report::ReportPage;
pub use reports::{ReportRow, ReportState, ReportsPage};
pub use requests::{RequestRow, RequestsPage};
pub use reset::{ResetLink, ResetPage};
pub use rules::RulesPage;
pub use settings::{Browser, Connection, HandleForm, PictureForm, ProfileForm, SettingsPage};
pub use sheet::{
    EmailWish, KeptOut, LetIn, ProviderKind, Said, SaidLink, SheetPage, Standing, UptimeDay, Voice,
};
pub use support::{SupportPage, SupportVisit};
pub use suspend::SuspendPage;
pub use suspended::SuspendedPage;
pub use texts::{TextForm, TextsPage};
pub use tidings::{TidingKind, TidingRow, TidingsPage};
pub use typed::{Late, TypedPage};
pub use verdict::VerdictPage;
pub use visits::{VisitRow, VisitsPage};
pub use waiters::{WaiterPlace, WaiterRow, WaitersPage};
pub use waiting_list::{WaitingListPage, WaitingPlace};
pub use waves::{Found, WaveRow, WavesPage};
pub use welcome::{Steps, WelcomePage};

//! The pages of the deployment's admins, a file each.

mod admins;
mod announcing;
mod audit;
mod blocks;
mod domains;
mod health;
mod hosts;
mod imports;
mod listings;
mod login;
mod new_pod;
mod peers;
mod plans;
mod pod;
mod pod_reports;
mod pods;
mod setup;
mod statements;
mod sure;
mod turn;
mod visit;

pub use admins::AdminsPage;
pub use announcing::{AdminAnnouncementForm, AdminAnnouncingPage, BatchRow};
pub use audit::{DeploymentAct, DeploymentAuditPage, DeploymentEntry};
pub use blocks::AdminBlocksPage;
pub use domains::DomainTyped;
pub use health::{
    HealthPage, Held, JOBS, JobRow, JobState, MailHealth, PodSessions, Pool, ProcessRole, ProcessRow, Trouble,
};
pub use hosts::{HostChecked, HostFooting, HostRow, HostTyped};
pub use imports::{ImportKind, ImportRow, ImportsPage};
pub use listings::{ListingLine, ListingRow, ListingsPage};
pub use login::AdminLoginPage;
pub use new_pod::{NewPodPage, NewPodTyped};
pub use peers::{PeerRow, PeersPage};
pub use plans::{PlanForm, PlanRow, PlansPage};
pub use pod::{PodLimits, PodPage};
pub use pod_reports::{PodReportRow, PodReportsPage};
pub use pods::{PodRow, PodsPage};
pub use setup::{Setup, SetupPage};
pub use statements::{StatementAction, StatementForm, StatementRow, StatementsPage};
pub use sure::{Sure, SurePage};
pub use turn::{TurnPage, TurnTyped, TurningPod};
pub use visit::VisitPage;

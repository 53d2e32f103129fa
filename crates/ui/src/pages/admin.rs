//! The pages of the deployment's admins, a file each.

mod admins;
mod announcing;
mod audit;
mod blocks;
mod health;
mod hosts;
mod imports;
mod listings;
mod login;
mod new_pod;
mod plans;
mod pod;
mod pods;
mod setup;
mod sure;
mod turn;
mod visit;

pub use admins::AdminsPage;
pub use announcing::{AdminAnnouncementForm, AdminAnnouncingPage, BatchRow};
pub use audit::{DeploymentAct, DeploymentAuditPage, DeploymentEntry};
pub use blocks::AdminBlocksPage;
pub use health::{
    HealthPage, Held, JOBS, JobRow, JobState, MailHealth, PodSessions, Pool, ProcessRole, ProcessRow, Trouble,
};
pub use hosts::{HostFooting, HostRow, HostTyped};
pub use imports::{ImportKind, ImportRow, ImportsPage};
pub use listings::{ListingLine, ListingRow, ListingsPage};
pub use login::AdminLoginPage;
pub use new_pod::{NewPodPage, NewPodTyped};
pub use plans::{PlanForm, PlanRow, PlansPage};
pub use pod::{PodLimits, PodPage};
pub use pods::{PodRow, PodsPage};
pub use setup::{Setup, SetupPage};
pub use sure::{Sure, SurePage};
pub use turn::{TurnPage, TurnTyped, TurningPod};
pub use visit::VisitPage;

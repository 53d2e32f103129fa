//! Which host names pods may have here: valid, free for use, not like another pod's, and known to be theirs.

use crate::{
    origins::{NotAnOrigin, Origins},
    settings::NameSettings,
};
use clap::Args;
use directory::{
    host_name::{self, Deployment, HostNameError, LOCALHOST},
    lookalikes::{self, Alike, Index},
    text::Host,
};
use model::{
    Database, PodId,
    hosts::{self, Claim, Judge, Known, NewHost},
    lookalikes as judged,
};
use std::collections::{BTreeMap, HashSet};

/// What somebody insists on who knows more than the program.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Insisting {
    /// Vouches for it: served at once, without a record in DNS, and taken even if it is held back for another pod.
    #[arg(long)]
    pub trusted: bool,
    /// Takes it although it is like another pod's, which somebody has looked at.
    #[arg(long)]
    pub although_like: bool,
}

/// Why a pod cannot have a name.
#[derive(Debug, thiserror::Error)]
pub enum NamingError {
    /// The setting is no origin.
    #[error("--origin {0}")]
    Origin(#[from] NotAnOrigin),
    /// The setting is no domain.
    #[error("--pod-domains {0}: {1}")]
    PodDomain(String, HostNameError),
    /// It is no host name of a pod.
    #[error("{0} cannot be a pod's host name: {1}")]
    Invalid(String, HostNameError),
    /// It can be taken for another, and nobody can allow that.
    #[error("{0} {1}, and nobody could tell the two apart: take another")]
    SameShape(String, String),
    /// It is like others, and nobody has looked.
    #[error("{0} {1}. If it is meant all the same, add --although-like")]
    Like(String, String),
    /// The database's answer.
    #[error("the database: {0}")]
    Model(#[from] model::Error),
}

/// Judges names.
#[derive(Clone, Debug)]
pub struct Naming(Deployment);

impl Naming {
    /// From the settings.
    ///
    /// # Errors
    /// That a setting is no origin or no domain.
    pub fn new(settings: &NameSettings) -> Result<Self, NamingError> {
        let platform = Origins::new(&settings.origin)?.platform().to_owned();
        let domains = settings.pod_domains.iter().filter(|domain| !domain.is_empty());
        let pod_domains = domains.map(|domain| {
            host_name::parse(domain).map_err(|error| NamingError::PodDomain(domain.clone(), error))
        });
        Ok(Self(Deployment { platform, pod_domains: pod_domains.collect::<Result<_, _>>()? }))
    }

    /// The name as it is kept, if this pod (or a new one) may have it.
    ///
    /// # Errors
    /// Why not, and what to do.
    pub async fn judge(
        &self,
        database: &Database,
        text: &str,
        pod: Option<&PodId>,
        insisting: Insisting,
    ) -> Result<NewHost, NamingError> {
        let invalid = |error| NamingError::Invalid(text.to_owned(), error);
        let host = host_name::parse(text).map_err(invalid)?;
        self.0.allows(&host).map_err(invalid)?;
        let known = hosts::known(database).await?;
        let elsewhere = elsewhere(database, &known).await?;
        let others = known.iter().filter(|known| Some(&known.pod) != pod).map(|known| known.host.as_str());
        let others = others.chain([self.0.platform.as_str()]).chain(elsewhere.keys().map(String::as_str));
        let alike = lookalikes::find(&host, others, &self.0);
        let said = || alike.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        // of one that is only watched it may be the imitation
        let is_held = |other: &str| elsewhere.get(other).is_none_or(|is_listed| *is_listed);
        if alike.iter().any(|one| one.likeness.is_refused() && is_held(one.other)) {
            return Err(NamingError::SameShape(host.into(), said()));
        }
        if !alike.is_empty() && !insisting.although_like {
            return Err(NamingError::Like(host.into(), said()));
        }
        let (claim, judge) = (self.claim(&host, insisting), Some(self.judge_of_later(&host, &known)));
        Ok(NewHost { host: host.into(), claim, judge })
    }

    /// Judges by names that are given to others meanwhile: of two that are alike and are judged at once, one is given. Whoever tries the
    /// other again reads why.
    fn judge_of_later(&self, host: &Host, known: &[Known]) -> Judge {
        let (host, deployment) = (host.clone(), self.0.clone());
        let judged: HashSet<String> = known.iter().map(|known| known.host.clone()).collect();
        Judge::new(move |other| {
            !judged.contains(other) && !lookalikes::find(&host, [other], &deployment).is_empty()
        })
    }

    /// Many names, to find among them what others can be taken for.
    pub fn index<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Index {
        Index::new(names, &self.0)
    }

    /// Which of these a name can be taken for, the worst first.
    pub fn alike_in<'a>(&self, index: &'a Index, name: &Host) -> Vec<Alike<'a>> {
        index.find(name, &self.0)
    }

    /// The names of the deployment itself.
    pub fn own(&self) -> impl Iterator<Item = String> {
        let domains = self.0.pod_domains.iter().map(ToString::to_string);
        domains.chain([self.0.platform.clone()])
    }

    /// Whether a name is not kept for the deployment.
    ///
    /// # Errors
    /// What it is kept for.
    pub fn allows(&self, name: &Host) -> Result<(), HostNameError> {
        self.0.allows(name)
    }

    fn claim(&self, host: &Host, insisting: Insisting) -> Claim {
        if insisting.trusted {
            Claim::Trusted
        } else if self.0.before(host).is_some() || **host == *LOCALHOST {
            Claim::Own
        } else {
            Claim::ToProve
        }
    }
}

/// The names of pods elsewhere that were there before, each with whether it is or was listed, and is not only watched. A name that is ours
/// by now is in there no more.
async fn elsewhere(database: &Database, ours: &[Known]) -> Result<BTreeMap<String, bool>, model::Error> {
    let ours: HashSet<&str> = ours.iter().map(|known| known.host.as_str()).collect();
    let standing = judged::standing(database).await?;
    let theirs = standing.into_iter().filter(|one| !ours.contains(one.domain.as_str()));
    Ok(theirs.map(|one| (one.domain, one.is_listed)).collect())
}

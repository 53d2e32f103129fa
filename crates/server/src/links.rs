//! Keys in mails by which somebody reaches what is hers without an account. Nobody else can make one, and none is kept.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use model::{Email, MemberId, PodId, PodReportId, ReportId, WaiterId};
use sha2::Sha256;
use std::str::FromStr;

/// Bytes of a tag (HMAC-SHA-256, cut as RFC 2104 §5 allows).
const TAG: usize = 16;

/// Makes and reads keys.
#[derive(Clone)]
pub struct Links {
    key: [u8; 32],
}

impl Links {
    /// `key` must be the same on every node.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Leads to a place in a pod's line of those who wait.
    #[must_use]
    pub fn of_waiter(&self, pod: &PodId, waiter: &WaiterId) -> String {
        self.key(b"waiter\0", pod, &waiter.to_string())
    }

    /// Whose place in this pod's line a key leads to.
    #[must_use]
    pub fn waiter(&self, pod: &PodId, key: &str) -> Option<WaiterId> {
        self.id(b"waiter\0", pod, key)
    }

    /// Leads to what somebody reported on a pod, and to what became of it.
    #[must_use]
    pub fn of_report(&self, pod: &PodId, report: &ReportId) -> String {
        self.key(b"report\0", pod, &report.to_string())
    }

    /// Which report of this pod a key leads to.
    #[must_use]
    pub fn report(&self, pod: &PodId, key: &str) -> Option<ReportId> {
        self.id(b"report\0", pod, key)
    }

    /// Leads whoever is kept out of a pod after a report to the decision. That of the report leads elsewhere, and somebody else has it.
    #[must_use]
    pub fn of_verdict(&self, pod: &PodId, report: &ReportId) -> String {
        self.key(b"verdict\0", pod, &report.to_string())
    }

    /// The decision on which report of this pod a key leads to.
    #[must_use]
    pub fn verdict(&self, pod: &PodId, key: &str) -> Option<ReportId> {
        self.id(b"verdict\0", pod, key)
    }

    /// Leads to what somebody reported of a pod in the directory, and to what became of it.
    #[must_use]
    pub fn of_pod_report(&self, report: &PodReportId) -> String {
        let tag = self.mac_of_pod_report(report).finalize().into_bytes();
        format!("{report}.{}", URL_SAFE_NO_PAD.encode(&tag[..TAG]))
    }

    /// Which report of a pod in the directory a key leads to.
    #[must_use]
    pub fn pod_report(&self, key: &str) -> Option<PodReportId> {
        let (id, tag) = key.split_once('.')?;
        let id: PodReportId = id.parse().ok()?;
        let tag = URL_SAFE_NO_PAD.decode(tag).ok().filter(|tag| tag.len() == TAG)?;
        self.mac_of_pod_report(&id).verify_truncated_left(&tag).ok().map(|()| id)
    }

    /// Leads to where a member says that an address is hers.
    #[must_use]
    pub fn of_letterbox(&self, pod: &PodId, member: &MemberId, email: &Email) -> String {
        let tag = self.mac_of_letterbox(pod, member, email).finalize().into_bytes();
        format!("{member}.{}", URL_SAFE_NO_PAD.encode(&tag[..TAG]))
    }

    /// Whose letterbox a key names; whether it is good says [`Self::is_of_letterbox`].
    #[must_use]
    pub fn letterbox(&self, key: &str) -> Option<MemberId> {
        key.split_once('.')?.0.parse().ok()
    }

    /// Whether a key was made for this address of a member of this pod.
    #[must_use]
    pub fn is_of_letterbox(&self, pod: &PodId, member: &MemberId, email: &Email, key: &str) -> bool {
        let tag = key.split_once('.').and_then(|(_, tag)| URL_SAFE_NO_PAD.decode(tag).ok());
        let tag = tag.filter(|tag| tag.len() == TAG);
        tag.is_some_and(|tag| self.mac_of_letterbox(pod, member, email).verify_truncated_left(&tag).is_ok())
    }

    fn key(&self, what: &[u8], pod: &PodId, id: &str) -> String {
        let tag = self.mac(what, pod, id).finalize().into_bytes();
        format!("{id}.{}", URL_SAFE_NO_PAD.encode(&tag[..TAG]))
    }

    fn id<T: FromStr + ToString>(&self, what: &[u8], pod: &PodId, key: &str) -> Option<T> {
        let (id, tag) = key.split_once('.')?;
        let id: T = id.parse().ok()?;
        let tag = URL_SAFE_NO_PAD.decode(tag).ok().filter(|tag| tag.len() == TAG)?;
        self.mac(what, pod, &id.to_string()).verify_truncated_left(&tag).ok().map(|()| id)
    }

    fn mac(&self, what: &[u8], pod: &PodId, id: &str) -> Hmac<Sha256> {
        let mut mac = self.keyed();
        // both are of one length
        mac.update(what);
        mac.update(pod.to_string().as_bytes());
        mac.update(id.as_bytes());
        mac
    }

    fn mac_of_pod_report(&self, report: &PodReportId) -> Hmac<Sha256> {
        let mut mac = self.keyed();
        mac.update(b"pod report\0");
        mac.update(report.to_string().as_bytes());
        mac
    }

    fn mac_of_letterbox(&self, pod: &PodId, member: &MemberId, email: &Email) -> Hmac<Sha256> {
        let mut mac = self.keyed();
        // all but the last are of one length
        mac.update(b"letterbox\0");
        mac.update(pod.to_string().as_bytes());
        mac.update(member.to_string().as_bytes());
        mac.update(email.as_str().as_bytes());
        mac
    }

    fn keyed(&self) -> Hmac<Sha256> {
        // a key of 32 bytes fits the block, so it is taken as it is
        let mut block = [0_u8; 64];
        block[..32].copy_from_slice(&self.key);
        Hmac::<Sha256>::new(&block.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    #[test]
    fn a_key_leads_to_its_own_place_on_its_own_pod_and_no_other_does() {
        let links = Links::new([1; 32]);
        let [one, other] = [0, 1].map(|_| PodId::new(OffsetDateTime::UNIX_EPOCH));
        let [alice, bob] = [0, 1].map(|_| WaiterId::new(OffsetDateTime::UNIX_EPOCH));
        let key = links.of_waiter(&one, &alice);
        assert_eq!(links.waiter(&one, &key), Some(alice));
        assert_eq!(links.waiter(&other, &key), None);
        assert_eq!(Links::new([2; 32]).waiter(&one, &key), None);
        let (_, tag) = key.split_once('.').unwrap();
        for forged in
            [format!("{bob}.{tag}"), format!("{alice}."), format!("{alice}.AAAA"), alice.to_string()]
        {
            assert_eq!(links.waiter(&one, &forged), None, "{forged}");
        }
    }

    #[test]
    fn a_key_of_one_kind_is_none_of_another() {
        let (links, pod) = (Links::new([1; 32]), PodId::new(OffsetDateTime::UNIX_EPOCH));
        let report = ReportId::new(OffsetDateTime::UNIX_EPOCH);
        let key = links.of_report(&pod, &report);
        assert_eq!(links.report(&pod, &key), Some(report));
        assert_eq!(links.waiter(&pod, &key), None);
        assert_eq!(links.pod_report(&key), None);
        assert_eq!(links.verdict(&pod, &key), None, "whoever reported it does not read as who is kept out");
        let key = links.of_verdict(&pod, &report);
        assert_eq!((links.verdict(&pod, &key), links.report(&pod, &key)), (Some(report), None));
    }

    #[test]
    fn a_report_of_a_pod_has_a_key_that_nobody_else_makes() {
        let (links, report) = (Links::new([1; 32]), PodReportId::new(OffsetDateTime::UNIX_EPOCH));
        let key = links.of_pod_report(&report);
        assert_eq!(links.pod_report(&key), Some(report));
        assert_eq!(Links::new([2; 32]).pod_report(&key), None);
        for forged in [report.to_string(), format!("{report}."), format!("{report}.AAAA")] {
            assert_eq!(links.pod_report(&forged), None, "{forged}");
        }
    }
}

//! Visits for support, by admins of the deployment.

use super::Segment;

/// Where an admin says why she visits a pod; POST `reason`, `minutes` begins the visit.
pub fn admin_pod_visit(id: &str) -> String {
    format!("/admin/pods/{}/visit", Segment::write(id))
}

/// On the pod's host: where the link of a visit leads; POST lets the browser in.
pub fn visit(token: &str) -> String {
    format!("/visit/{}", Segment::write(token))
}

/// Says that a visit is over.
pub fn visit_over() -> String {
    "/visit".to_owned()
}

/// Ends the browser's own visit (POST).
pub fn visit_end() -> String {
    "/visit/end".to_owned()
}

/// The visits to a pod, for those who run it.
pub fn operate_visits() -> String {
    "/operate/visits".to_owned()
}

/// Ends a visit (POST).
pub fn operate_visit_end(id: &str) -> String {
    format!("/operate/visits/{}/end", Segment::write(id))
}

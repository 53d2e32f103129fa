//! A domain that a pod is given, or that is taken from it, with its other settings: one that Cosse does not look after.

/// Inside a transaction that holds the pod: its accounts are on this server of the operators' own from now on, or on none. To say what
/// is so already is nothing. A domain that Cosse looks after is left by `domains::set` alone.
macro_rules! own {
    ($conn:ident, $pod:expr, $domain:expr) => {{
        use $crate::domains::Kind;
        use $crate::schema::{pod_domains, pods};

        let (pod, domain): ($crate::PodId, Option<String>) = ($pod, $domain);
        let before: Option<Option<String>> =
            pods::table.find(pod).select(pods::xmpp_domain).first($conn).await.optional()?;
        if before.flatten() != domain {
            let kept: i64 = pod_domains::table
                .inner_join(pods::table.on(pods::id.eq(pod_domains::pod_id)))
                .filter(pod_domains::pod_id.eq(pod).and(pods::xmpp_domain.eq(pod_domains::domain)))
                .filter(pod_domains::kind.eq_any([Kind::Shared, Kind::Managed]))
                .count()
                .get_result($conn)
                .await?;
            if kept > 0 {
                return Err($crate::Error::KeptDomain);
            }
            let kind = if domain.is_some() { Kind::Own } else { Kind::None };
            if $crate::domains::is_taken!($conn, pod, kind, domain) {
                return Err($crate::Error::Taken("domain"));
            }
            $crate::domains::move_to!($conn, pod, domain);
            // without a row it is the pod's own
            diesel::delete(pod_domains::table.find(pod)).execute($conn).await?;
        }
    }};
}
pub(crate) use own;

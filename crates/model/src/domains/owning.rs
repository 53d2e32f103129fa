//! The domain that a pod is made with, or given with its other settings.

/// Inside a transaction that holds the pod: its accounts are on this server of the operators' own from now on, or on none. To say what
/// is so already is nothing. A domain that Cosse looks after is left by `domains::set` alone.
macro_rules! own {
    ($conn:ident, $pod:expr, $domain:expr, $at:expr) => {{
        use $crate::domains::{Kind, Standing};
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
            $crate::domains::move_to!($conn, pod, domain, $at);
            // without a row it is the pod's own; with one, what it says of uploads stays
            diesel::update(pod_domains::table.find(pod))
                .set((
                    (pod_domains::kind.eq(kind), pod_domains::domain.eq(domain)),
                    (pod_domains::standing.eq(Standing::Ready), pod_domains::reason.eq("")),
                    (pod_domains::uploaded.eq(0_i64), pod_domains::tries.eq(0_i64)),
                ))
                .execute($conn)
                .await?;
        }
    }};
}
pub(crate) use own;

/// Inside the transaction that makes a pod: Cosse makes its accounts on this domain, which is to be prepared.
macro_rules! prepare {
    ($conn:ident, $pod:expr, $kind:expr, $domain:expr, $at:expr) => {{
        use $crate::columns::Stamp;
        use $crate::domains::{Kind, Standing, UPLOAD_MAX};
        use $crate::schema::{pod_domains, pods};

        let (pod, kind, domain): ($crate::PodId, Kind, Option<String>) = ($pod, $kind, $domain);
        let stamp = Stamp::from($at);
        if $crate::domains::is_taken!($conn, pod, kind, domain) {
            return Err($crate::Error::Taken("domain"));
        }
        $crate::domains::move_to!($conn, pod, domain, $at);
        let row = (
            (pod_domains::pod_id.eq(pod), pod_domains::kind.eq(kind), pod_domains::domain.eq(domain)),
            (pod_domains::standing.eq(Standing::Preparing), pod_domains::reason.eq("")),
            (pod_domains::since.eq(stamp), pod_domains::due_at.eq(stamp), pod_domains::tries.eq(0_i64)),
            (pod_domains::uploaded.eq(0_i64), pod_domains::upload_max.eq(UPLOAD_MAX)),
        );
        diesel::insert_into(pod_domains::table)
            .values(row)
            .execute($conn)
            .await
            .map_err(|error| $crate::Error::unless_taken(error, "domain"))?;
    }};
}
pub(crate) use prepare;

//! Tables as the database itself tells of them: which have a pod in them, and what they hang on.

use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use crate::databases::{Fresh, on_both};

/// Tables that belong to the deployment.
const PLATFORM: &[&str] = &[
    "pods",
    "admins",
    "admin_browsers",
    "admin_links",
    "plans",
    "platform_audit",
    "platform_audit_heads",
    "held_hosts",
    "messengers",
    "platform_blocks",
    "tokens",
    "answers",
    "processes",
    "job_runs",
    "listed_pods",
    "listing_checks",
    "directory_log",
    "directory_gate",
    "pod_reports",
    "pod_icons",
    "directory_sent",
    "pod_providers",
    "directory_self",
    "directory_handovers",
    "directory_feed",
    "directory_peers",
    "directory_announced",
    "directory_statements",
    "import_sources",
    "imported_pods",
    "lookalikes",
    "__diesel_schema_migrations",
];

/// A column of a key, as the database itself tells it.
#[derive(Debug, QueryableByName)]
pub(crate) struct KeyColumn {
    #[diesel(sql_type = Text)]
    pub(crate) of_table: String,
    #[diesel(sql_type = Text)]
    pub(crate) columns: String,
}

pub(crate) const SQLITE_KEYS: &str = "SELECT m.name AS of_table, COALESCE((SELECT p.name FROM pragma_table_info(m.name) p \
    WHERE p.pk = 1), '') AS columns FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
/// Each foreign key: the table that it points to, and its columns as `own=theirs`.
const SQLITE_REFERENCES: &str = "SELECT m.name AS of_table, \
    f.\"table\" || ':' || group_concat(f.\"from\" || '=' || f.\"to\") AS columns \
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' GROUP BY m.name, f.id";
pub(crate) const POSTGRES_KEYS: &str = "SELECT t.table_name::text AS of_table, COALESCE((SELECT k.column_name::text \
    FROM information_schema.table_constraints c JOIN information_schema.key_column_usage k USING (constraint_name) \
    WHERE c.constraint_type = 'PRIMARY KEY' AND c.table_name = t.table_name AND k.ordinal_position = 1), '') \
    AS columns FROM information_schema.tables t WHERE t.table_schema = 'public'";
const POSTGRES_REFERENCES: &str = "SELECT c.conrelid::regclass::text AS of_table, \
    c.confrelid::regclass::text || ':' || string_agg(own.attname || '=' || their.attname, ',') AS columns \
    FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (own, their) \
    JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attnum = k.own \
    JOIN pg_attribute their ON their.attrelid = c.confrelid AND their.attnum = k.their \
    WHERE c.contype = 'f' GROUP BY c.oid, c.conrelid, c.confrelid";
const SQLITE_OWNED: &str = "SELECT m.name AS of_table, p.name AS columns FROM sqlite_master m \
    JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.name = 'pod_id'";
const POSTGRES_OWNED: &str = "SELECT table_name::text AS of_table, column_name::text AS columns \
    FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'pod_id'";

/// Of the deployment, and yet with a pod in them: a host name is held back for longer than the pod is there that had it.
const OUTLIVE: &[&str] = &["held_hosts"];

/// Whether a table has something of pods in it.
pub(crate) fn is_tenant(table: &str) -> bool {
    !PLATFORM.contains(&table)
}

pub(crate) async fn columns(fresh: &Fresh, on_sqlite: &str, on_postgres: &str) -> Vec<KeyColumn> {
    match fresh.address.strip_prefix("sqlite:") {
        Some(path) => sql_query(on_sqlite).load(&mut SqliteConnection::establish(path).unwrap()).unwrap(),
        None => {
            let mut conn = AsyncPgConnection::establish(&fresh.address).await.unwrap();
            diesel_async::RunQueryDsl::load(sql_query(on_postgres), &mut conn).await.unwrap()
        }
    }
}

on_both! {
    async fn every_tenant_table_keys_on_its_pod(fresh) {
        let keys = columns(fresh, SQLITE_KEYS, POSTGRES_KEYS).await;
        let tenants = keys.iter().filter(|key| is_tenant(&key.of_table));
        assert!(tenants.clone().count() >= 15, "{keys:?}");
        for key in tenants {
            assert_eq!(key.columns, "pod_id", "the primary key of {} begins with something else", key.of_table);
        }
        let owned = columns(fresh, SQLITE_OWNED, POSTGRES_OWNED).await;
        assert!(owned.len() > 15, "{owned:?}");
        for KeyColumn { of_table, .. } in owned {
            let known = is_tenant(&of_table) || OUTLIVE.contains(&of_table.as_str());
            assert!(known, "{of_table} has a pod, and is said to be of the deployment");
        }
    }

    async fn every_tenant_table_hangs_on_its_pod(fresh) {
        let references = columns(fresh, SQLITE_REFERENCES, POSTGRES_REFERENCES).await;
        assert!(references.len() >= 16, "{references:?}");
        for KeyColumn { of_table, columns } in &references {
            let (to, pairs) = columns.split_once(':').unwrap();
            let pod = if to == "pods" { "pod_id=id" } else { "pod_id=pod_id" };
            let carries = pairs.split(',').any(|pair| pair == pod);
            assert!(carries, "a foreign key of {of_table} is without its pod: {columns}");
            assert!(to == "pods" || is_tenant(to), "a foreign key of {of_table} leads out of its pod: {columns}");
        }
        // what hangs on nothing stays when its pod goes, and takes a pod that there is not
        for KeyColumn { of_table, .. } in columns(fresh, SQLITE_KEYS, POSTGRES_KEYS).await {
            let hangs = references.iter().any(|reference| reference.of_table == of_table);
            assert!(hangs || !is_tenant(&of_table), "{of_table} has no foreign key");
        }
    }
}

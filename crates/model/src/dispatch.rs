//! The macros that compile a query once for each back end, and say how it takes a connection.

/// Runs a body on one connection, to its end.
#[cfg(not(test))]
macro_rules! on_postgres {
    ($db:expr, $pool:ident, |$conn:ident| $body:expr) => {
        $db.spawn(Box::pin(async move {
            let mut held = $pool.get().await?;
            let $conn = &mut *held;
            Ok::<_, $crate::Error>($body)
        }))
        .await
    };
}

/// The tests inside this crate ask no database: with one back end they are compiled in half the time, which is minutes.
#[cfg(test)]
macro_rules! on_postgres {
    ($db:expr, $pool:ident, |$conn:ident| $body:expr) => {{
        drop($pool);
        let away = diesel_async::pooled_connection::bb8::RunError::TimedOut;
        $db.spawn(Box::pin(std::future::ready(Err($crate::Error::Pool(away))))).await
    }};
}

/// The same: no thread waits for a connection.
macro_rules! on_sqlite {
    ($db:expr, $pool:ident, |$conn:ident| $body:expr) => {
        match $pool.get_owned().await {
            Ok(mut held) => {
                $db.block(Box::pin(async move {
                    let $conn = &mut *held;
                    Ok::<_, $crate::Error>($body)
                }))
                .await
            }
            Err(error) => Err(error.into()),
        }
    };
}

/// Runs a body that only reads. It takes what it needs by value, because it runs in a task of its own.
macro_rules! read {
    ($db:expr, |$conn:ident| $body:expr) => {
        match $db.backend() {
            $crate::database::Backend::Sqlite { readers: pool, .. } => {
                on_sqlite!($db, pool, |$conn| $body)
            }
            $crate::database::Backend::Postgres(pool) => {
                on_postgres!($db, pool, |$conn| $body)
            }
        }
    };
}

/// Runs a body of one statement that writes.
macro_rules! change {
    ($db:expr, |$conn:ident| $body:expr) => {
        match $db.backend() {
            $crate::database::Backend::Sqlite { writer: pool, .. } => {
                on_sqlite!($db, pool, |$conn| $body)
            }
            $crate::database::Backend::Postgres(pool) => {
                on_postgres!($db, pool, |$conn| $body)
            }
        }
    };
}

/// Runs a body of several statements that are all done or none: an `Err` takes them back.
macro_rules! transaction {
    ($db:expr, |$conn:ident| $body:expr) => {
        match $db.backend() {
            $crate::database::Backend::Sqlite { writer: pool, .. } => {
                on_sqlite!($db, pool, |held| {
                    $crate::database::begin(held).await?;
                    let $conn = &mut *held;
                    let done = async move { Ok::<_, $crate::Error>($body) }.await;
                    $crate::database::end(held, done).await?
                })
            }
            $crate::database::Backend::Postgres(pool) => {
                on_postgres!($db, pool, |held| {
                    diesel_async::AsyncConnection::transaction(held, async move |$conn| {
                        Ok::<_, $crate::Error>($body)
                    })
                    .await?
                })
            }
        }
    };
}

/// Inside a transaction: a writer whose generation is not the session's any more is refused, and whoever else
/// writes for this session waits.
macro_rules! fence {
    ($conn:ident, $owner:ident, $generation:expr) => {{
        use $crate::schema::sessions;

        let generation: i64 = $generation;
        let ours = diesel::update(sessions::table.find(($owner.pod, $owner.member)))
            .filter(sessions::generation.eq(generation))
            .set(sessions::generation.eq(generation))
            .execute($conn)
            .await?;
        if ours == 0 {
            return Err($crate::Error::Displaced);
        }
    }};
}

/// Inside a transaction that holds the pod: the id of the row that came with a command before, if there is one.
macro_rules! made_by {
    ($conn:ident, $table:ident, $pod:ident, $command:ident) => {
        match &$command {
            None => None,
            Some(command) => $table::table
                .filter($table::pod_id.eq($pod).and($table::command.eq(Some(command.clone()))))
                .select($table::id)
                .first($conn)
                .await
                .optional()?,
        }
    };
}

/// Inside a transaction: whoever else counts what the pod uses waits. Taken before the rows that are counted, or two wait for each
/// other.
macro_rules! hold_pod {
    ($conn:ident, $pod:expr) => {{
        use $crate::schema::pods;

        diesel::update(pods::table.find($pod))
            .set(pods::sessions_used.eq(pods::sessions_used))
            .execute($conn)
            .await?;
    }};
}

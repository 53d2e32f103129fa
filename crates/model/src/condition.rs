//! Conditions whose type says which table they are about and nothing more. The compiler follows the whole type of a query again for each
//! table that is joined and each method that is called; a long condition that is part of that type costs it seconds in each query.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, NonAggregate, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{AppearsInFromClause, Once, Table};
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, BoolOrNullableBool, Nullable, SqlType};
use diesel_async::AsyncConnectionCore;

/// A condition on the rows of `T`, in any query that reads them once.
pub(crate) struct Condition<T, DB: Backend> {
    expression: Box<dyn QueryFragment<DB> + Send>,
    table: PhantomData<fn() -> T>,
}

/// A condition on a table, for queries on that connection.
pub(crate) fn condition<C, T, E>(_: &C, _: T, expression: E) -> Condition<T, C::Backend>
where
    C: AsyncConnectionCore,
    E: AppearsOnTable<T> + NonAggregate + QueryFragment<C::Backend> + Send + 'static,
    E::SqlType: BoolOrNullableBool,
{
    Condition::new(expression)
}

impl<T, DB: Backend> Condition<T, DB> {
    /// What the expression refers to is looked at here, once.
    pub(crate) fn new<E>(expression: E) -> Self
    where
        E: AppearsOnTable<T> + NonAggregate + QueryFragment<DB> + Send + 'static,
        E::SqlType: BoolOrNullableBool,
    {
        Self { expression: Box::new(expression), table: PhantomData }
    }
}

impl<T, DB: Backend> Expression for Condition<T, DB>
where
    Nullable<Bool>: SqlType,
{
    type SqlType = Nullable<Bool>;
}

impl<T: Table, DB: Backend, QS: AppearsInFromClause<T, Count = Once>> AppearsOnTable<QS>
    for Condition<T, DB>
{
}

impl<T, DB: Backend> ValidGrouping<()> for Condition<T, DB> {
    type IsAggregate = is_aggregate::No;
}

impl<T, DB: Backend> QueryFragment<DB> for Condition<T, DB> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("(");
        self.expression.walk_ast(pass.reborrow())?;
        pass.push_sql(")");
        Ok(())
    }
}

impl<T, DB: Backend> QueryId for Condition<T, DB> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

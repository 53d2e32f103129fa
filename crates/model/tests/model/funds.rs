//! The ledger of a pod, and what it says of money.

use model::funds::{self, Currency, Direction, Funds, NewEntry, ShownTo};
use model::{Error, audit};
use time::macros::date;

use crate::databases::on_both;
use crate::people::{by, pod};

fn paid(amount: i64) -> NewEntry {
    NewEntry {
        day: date!(2026 - 02 - 28),
        direction: Direction::Out,
        amount,
        currency: Currency::Eur,
        words: "the machine".to_owned(),
    }
}

on_both! {
    async fn what_a_pod_says_of_money_comes_back_as_it_was_said(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        assert!(!funds::get(db, &cantine).await.unwrap().asks());
        let said = Funds {
            shown_to: ShownTo::Everyone,
            currency: Currency::Jpy,
            words: "Ten euros".to_owned(),
            links: vec!["https://gifts.example/".to_owned()],
            amounts: vec![300, 1_000],
        };
        for _ in 0..2 {
            funds::set(db, &cantine, &said, &by()).await.unwrap();
            assert_eq!(funds::get(db, &cantine).await.unwrap(), said);
        }
        assert_eq!(funds::get(db, &lanterne).await.unwrap(), Funds::default());
    }

    async fn an_entry_is_corrected_taken_out_and_put_back_by_its_own_pod_only(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let id = funds::create(db, &cantine, &paid(1_000), Some("form-1"), &by()).await.unwrap();
        let again = funds::create(db, &cantine, &paid(1_000), Some("form-1"), &by()).await.unwrap();
        assert_eq!(again, id, "sent twice is written once");
        assert!(funds::list(db, &lanterne).await.unwrap().is_empty());
        assert_eq!(funds::entry(db, &lanterne, &id).await.unwrap(), None);
        for elsewhere in [
            funds::correct(db, &lanterne, &id, &paid(1), &by()).await,
            funds::remove(db, &lanterne, &id, &by()).await,
            funds::restore(db, &lanterne, &id, &by()).await,
            funds::restore(db, &cantine, &id, &by()).await,
        ] {
            assert!(matches!(elsewhere, Err(Error::NotFound("entry"))), "{elsewhere:?}");
        }
        funds::correct(db, &cantine, &id, &paid(1_050), &by()).await.unwrap();
        let entry = funds::entry(db, &cantine, &id).await.unwrap().unwrap();
        assert_eq!((entry.amount, entry.date()), (1_050, date!(2026 - 02 - 28)));
        funds::remove(db, &cantine, &id, &by()).await.unwrap();
        assert!(funds::list(db, &cantine).await.unwrap()[0].removed_at.is_some());
        let corrected = funds::correct(db, &cantine, &id, &paid(1), &by()).await;
        assert!(matches!(corrected, Err(Error::NotFound("entry"))), "it is out of the ledger");
        funds::restore(db, &cantine, &id, &by()).await.unwrap();
        assert_eq!(funds::list(db, &cantine).await.unwrap()[0].removed_at, None);
        assert_eq!(audit::first_broken(db, &cantine).await.unwrap(), None);
        assert_eq!(audit::list(db, &cantine, None, 4).await.unwrap().len(), 4);
    }
}

//! Pods and their host names.

use model::pods::{self, Accounts, Change, NewPod, State};
use model::{Error, admins, hosts, roles};

use crate::databases::on_both;
use crate::people::{NOW, jid, pod};

on_both! {
    async fn a_pod_is_found_by_any_of_its_hosts(fresh) {
        let new = NewPod { aliases: vec!["www.cantine.example".into()], ..NewPod::new("Cantine.example", "Cantine") };
        let pod = pods::create(&fresh.db, new, NOW).await.unwrap();
        assert_eq!(pod.host, "cantine.example");
        for host in ["cantine.example", "WWW.cantine.example", "cantine.example."] {
            assert_eq!(pods::by_host(&fresh.db, host).await.unwrap(), Some(pod.clone()), "{host}");
        }
        for host in ["", "elsewhere.example", "cantine.example\0", "cantine"] {
            assert_eq!(pods::by_host(&fresh.db, host).await.unwrap(), None, "{host:?}");
        }
        hosts::set_primary(&fresh.db, &pod.id, "www.cantine.example").await.unwrap();
        assert_eq!(hosts::list(&fresh.db, &pod.id).await.unwrap(), ["www.cantine.example", "cantine.example"]);
    }

    async fn a_host_belongs_to_one_pod(fresh) {
        let first = pod(&fresh.db, "cantine.example").await;
        let second = pod(&fresh.db, "lanterne.example").await;
        let again = pods::create(&fresh.db, NewPod::new("cantine.example", "Other"), NOW).await;
        assert!(matches!(again, Err(Error::Taken("host"))));
        let added = hosts::add(&fresh.db, &second.id, "CANTINE.example").await;
        assert!(matches!(added, Err(Error::Taken("host"))));
        let removed = hosts::remove(&fresh.db, &second.id, "cantine.example").await;
        assert!(matches!(removed, Err(Error::NotFound("host"))));
        assert_eq!(pods::list(&fresh.db).await.unwrap(), [first, second]);
    }

    async fn settings_change_one_by_one(fresh) {
        let pod = pod(&fresh.db, "cantine.example").await;
        assert_eq!(pods::set(&fresh.db, &pod.id, Change::default()).await.unwrap(), pod);
        let change = Change {
            tagline: Some("Soup".into()),
            accounts: Some(Accounts::Listed),
            allowed_domains: Some(vec!["a.example".into()]),
            xmpp_domain: Some(Some("cantine.example".parse().unwrap())),
            ..Change::default()
        };
        let set = pods::set(&fresh.db, &pod.id, change).await.unwrap();
        assert_eq!((set.name.as_str(), set.tagline.as_str()), ("cantine", "Soup"));
        assert!(set.allows("a.example") && set.allows("cantine.example") && !set.allows("b.example"));
        let none = Change { xmpp_domain: Some(None), ..Change::default() };
        assert_eq!(pods::set(&fresh.db, &pod.id, none).await.unwrap().xmpp_domain, None);
    }

    async fn a_deleted_pod_is_not_found_but_kept(fresh) {
        let pod = pod(&fresh.db, "cantine.example").await;
        pods::set_state(&fresh.db, &pod.id, State::Suspended).await.unwrap();
        assert_eq!(pods::by_host(&fresh.db, "cantine.example").await.unwrap().unwrap().state, State::Suspended);
        pods::set_state(&fresh.db, &pod.id, State::Deleted).await.unwrap();
        assert_eq!(pods::by_host(&fresh.db, "cantine.example").await.unwrap(), None);
        assert!(pods::list(&fresh.db).await.unwrap().is_empty());
        assert!(pods::get(&fresh.db, &pod.id).await.unwrap().is_some());
    }

    async fn roles_are_granted_and_taken_back(fresh) {
        let (db, alice) = (&fresh.db, jid("alice@cantine.example"));
        let pod = pod(db, "cantine.example").await.id;
        roles::grant(db, &pod, &alice, roles::Role::Moderator, NOW).await.unwrap();
        roles::grant(db, &pod, &alice, roles::Role::Operator, NOW).await.unwrap();
        assert_eq!(roles::role_of(db, &pod, &alice).await.unwrap(), Some(roles::Role::Operator));
        roles::revoke(db, &pod, &alice).await.unwrap();
        assert_eq!(roles::role_of(db, &pod, &alice).await.unwrap(), None);
        assert!(matches!(roles::revoke(db, &pod, &alice).await, Err(Error::NotFound("role"))));
        admins::grant(db, &alice, NOW).await.unwrap();
        admins::grant(db, &alice, NOW).await.unwrap();
        assert!(admins::contains(db, &alice).await.unwrap());
        assert_eq!(admins::list(db).await.unwrap(), std::slice::from_ref(&alice));
        admins::revoke(db, &alice).await.unwrap();
        assert!(!admins::contains(db, &alice).await.unwrap());
    }
}

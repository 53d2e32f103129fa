//! Members, their handles and profiles.

use model::members::{self, Profile};
use model::places;
use model::pods::{self, Change};
use model::roles::{self, Role};
use model::{Error, Owner, browsers, handles, sessions};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, newcomer, picture, pod};

on_both! {
    async fn a_released_handle_is_held_back_for_90_days(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = member(db, &pod, "bob@a.example").await.owner();
        let name = "alice".parse().unwrap();
        members::set_handle(db, &alice, &"ally".parse().unwrap(), NOW).await.unwrap();
        let held = members::set_handle(db, &bob, &name, NOW + Duration::days(89)).await;
        assert!(matches!(held, Err(Error::Taken("handle"))), "{held:?}");
        let suggested = handles::suggest(db, &pod, &jid("alice@b.example"), NOW).await.unwrap();
        assert_eq!(suggested.as_str(), "alice2");
        members::set_handle(db, &alice, &name, NOW + Duration::days(1)).await.unwrap();
        members::set_handle(db, &alice, &"ally".parse().unwrap(), NOW).await.unwrap();
        members::set_handle(db, &bob, &name, NOW + Duration::days(91)).await.unwrap();
        assert_eq!(members::by_handle(db, &pod, &name).await.unwrap().unwrap().owner(), bob);
        let taken = members::set_handle(db, &alice, &name, NOW).await;
        assert!(matches!(taken, Err(Error::Taken("handle"))), "{taken:?}");
    }

    async fn local_parts_of_the_pods_domain_are_kept_for_their_owners(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let own = Change { xmpp_domain: Some(Some("cantine.example".parse().unwrap())), ..Change::default() };
        pods::set(db, &pod, own, &by()).await.unwrap();
        let foreign = member(db, &pod, "bob@jabber.example").await;
        assert_eq!(foreign.handle.as_str(), "bob.jabber");
        assert_eq!(member(db, &pod, "bob@jabber.test").await.handle.as_str(), "bob.jabber2");
        let reserved = members::set_handle(db, &foreign.owner(), &"bob".parse().unwrap(), NOW).await;
        assert!(matches!(reserved, Err(Error::Reserved)), "{reserved:?}");
        let bob = member(db, &pod, "bob@cantine.example").await;
        assert_eq!(bob.handle.as_str(), "bob");
        members::set_handle(db, &bob.owner(), &"bobby".parse().unwrap(), NOW).await.unwrap();
        let eve = member(db, &pod, "eve@cantine.example").await;
        let his = members::set_handle(db, &eve.owner(), &"bob".parse().unwrap(), NOW + Duration::days(365)).await;
        assert!(matches!(his, Err(Error::Reserved)), "{his:?}");
    }

    async fn a_profile_is_what_she_says(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        assert_eq!(alice.display_name(), "alice");
        let profile = Profile { name: "Alice".into(), about: "Soup".into(), website: String::new() };
        members::set_profile(db, &alice.owner(), profile).await.unwrap();
        members::set_language(db, &alice.owner(), Some("fr")).await.unwrap();
        let shown = picture(db, &pod, "00ff").await;
        members::set_picture(db, &alice.owner(), Some(shown)).await.unwrap();
        let alice = members::get(db, &alice.owner()).await.unwrap().unwrap();
        assert_eq!((alice.display_name(), alice.about.as_str()), ("Alice", "Soup"));
        assert_eq!((alice.language.as_deref(), alice.picture.as_deref()), (Some("fr"), Some("00ff")));
        members::set_language(db, &alice.owner(), None).await.unwrap();
        assert_eq!(members::by_jid(db, &pod, &alice.jid).await.unwrap().unwrap().language, None);
        let nobody = Owner { pod, member: model::MemberId::new(NOW) };
        let missing = members::set_profile(db, &nobody, Profile::default()).await;
        assert!(matches!(missing, Err(Error::NotFound("member"))));
    }

    async fn an_account_is_somebody_wherever_it_is_a_member(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let alice = member(db, &one, "alice@a.example").await;
        assert!(members::is_anywhere(db, &alice.jid).await.unwrap());
        assert!(!members::is_anywhere(db, &jid("bob@a.example")).await.unwrap());
        roles::grant(db, &one, &alice.jid, Role::Operator, &by()).await.unwrap();
        assert!(!roles::runs_another_pod(db, &one, &alice.jid).await.unwrap(), "only this one");
        assert!(roles::runs_another_pod(db, &other, &alice.jid).await.unwrap());
        assert!(!roles::runs_another_pod(db, &other, &jid("bob@a.example")).await.unwrap());
    }

    async fn who_leaves_makes_room_and_leaves_nothing(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await);
        let alice = member(db, &pod.id, "alice@a.example").await;
        browsers::create(db, &alice.owner(), "Firefox", NOW).await.unwrap();
        sessions::put(db, &alice.owner(), &alice.jid, "cosse", NOW).await.unwrap();
        members::remove(db, &alice.owner(), NOW).await.unwrap();
        let after = pods::get(db, &pod.id).await.unwrap().unwrap();
        assert_eq!((after.members_used, after.sessions_used), (0, 0));
        assert!(browsers::list(db, &alice.owner()).await.unwrap().is_empty());
        assert!(sessions::get(db, &alice.owner()).await.unwrap().is_none());
        let again = places::reserve(db, &pod.id, &alice.jid, NOW, Duration::minutes(1)).await.unwrap();
        assert_eq!(places::commit(db, &again, newcomer("alice"), NOW).await.unwrap().jid, alice.jid);
    }
}

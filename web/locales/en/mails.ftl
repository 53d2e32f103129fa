# What mails say.

mail-join = Come in here:
mail-megabytes = { $n } MB

mail-accepted-subject = You are welcome on { $pod }
mail-accepted = You asked to join { $pod }, and its operators say yes. The link below is for you alone, and good until { $day }.
mail-refused-subject = Your request to { $pod }
mail-refused = You asked to join { $pod }. Its operators have looked at it, and do not let you in at present.
mail-unanswered = You asked to join { $pod }, and nobody has answered for three months. Your request is closed, and what you wrote is deleted. You are welcome to ask again.
mail-refused-reason = They write:

mail-wait-subject = Is this your address? { $pod }
mail-wait = Somebody, probably you, would like to wait for a place on { $pod } with this address. Whoever opens the link below can say that it was you, see how many come first, and leave the list.
mail-wait-confirm = Yes, I wait:
mail-place-subject = A place for you on { $pod }
mail-place = There is room on { $pod }, and it is your turn. The place is kept for you until { $day }; after that it goes to whoever is next.
mail-place-leave = If you do not want it any more, somebody else may be glad of it:

mail-members-subject = { $pod }: { $percent } % of the places are taken
mail-members = Of { $most } places on { $pod }, { $used } are taken. When none is left, newcomers are told so and can wait for a place; members notice nothing.
mail-storage-subject = { $pod }: { $percent } % of the room for media is used
mail-storage = Of { $most } for pictures on { $pod }, { $used } are used. When nothing is left, no new ones can be added.
mail-sessions-subject = { $pod }: { $percent } % of the sessions are in use
mail-sessions = Of { $most } sessions on { $pod }, { $used } are in use. When none is left, the session of whoever was away for longest ends to make room.
mail-signups-subject = { $pod }: { $percent } % of today’s sign-ups are used up
mail-signups = Today, { $used } people have signed up on { $pod }, and on one day (UTC) { $most } may. Once that many have, whoever comes next reads to come back tomorrow.
mail-paused-subject = { $pod } pauses its sign-ups
mail-paused = { $n } people signed up on { $pod } within an hour, far more than usual. Until you look at it, only who was invited comes in.
mail-paused-look = Look who came, and let others in again:

mail-why-asked = You get this because you asked to join { $pod } with this address. There will be no other mail about it.
mail-why-typed = If it was not you, do nothing: without a yes the address is forgotten within two days.
mail-why-waits = You get this because you wait for a place on { $pod }.
mail-why-contact = You get this because your address is the contact of { $pod }.

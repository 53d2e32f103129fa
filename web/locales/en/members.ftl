# The members of a pod, for those who run or moderate it.

nav-moderate = Look after this pod
pager-more = More
role-member = Member
role-moderator = Moderator
role-operator = Operator
state-active = Active
state-suspended = Suspended

members-title = Members
members-lead = { $count ->
     [one] One member
    *[other] { $n } members
} in all.
members-q = Name, name of the page or address
members-state = State
members-role = Role
members-any = Any
members-sort = Order
members-sort-newest = Newest first
members-sort-seen = Last here first
members-search = Search
members-found = Members found
members-who = Who
members-since = Member since
members-seen = Last here
members-empty = Nobody like this
members-empty-text = No member answers all that you asked for.
members-all = Show all members

membership-suspended = Suspended since { $day }.
membership-session = XMPP session here
membership-online = connected
membership-away = connecting
membership-needs-password = needs the password
membership-no-session = none
membership-browsers = Signed-in browsers
membership-operator = Who runs the pod can be neither suspended nor removed. Take the role away first.
membership-role = Role
membership-role-hint = A moderator can suspend members and let them in again. An operator can do all that you can.
membership-suspend = Suspend
membership-resume = Let in again
membership-remove = Remove from the pod

suspend-title = Suspend { $name }?
suspend-text = The connection to the XMPP server ends here and every browser is signed out. Whoever signs in with this account is told that it is suspended, with your reason and whom to ask. Public posts are not on the web meanwhile.
suspend-stays = Nothing is deleted. The XMPP account works everywhere else, and contacts keep what they have received. You can end the suspension at any time.
suspend-reason = Reason
suspend-reason-hint = The person reads it when she signs in, and it stands in the log. It may stay empty.
confirm-no-change = No, change nothing

confirm-member = Remove { $name } from this pod?
confirm-member-wave = The person is out at once, and what was written for everyone is off the web. For 14 days you can let the person in again, on the person’s page or at “Waves of sign-ups”; after that, everything goes that is named below.
confirm-member-wave-yes = Remove, with 14 days to undo it
confirm-member-once = Or delete everything at once
confirm-member-goes = What goes: the membership with its page and role, the connection to the XMPP server, all signed-in browsers, and what the pod keeps of the person’s posts, contacts and messages. It is deleted at once, so that nothing is kept of who is gone: this cannot be undone.
confirm-member-stays = What stays: the XMPP account with its contacts, messages and posts, on its own server, and what others have received. If the pod made the account, it is suspended there. Nobody else gets the name of the page for 90 days.
confirm-member-back = Where newcomers are let in, the person may come back. To keep somebody out, suspend instead.
confirm-member-yes = Remove from the pod

confirm-role = { $role ->
    [operator] Is { $name } to run this pod no longer?
   *[moderator] Is { $name } to moderate this pod no longer?
}
confirm-role-text = { $role ->
    [moderator] From the next page on, only what moderators can do is there.
   *[member] From the next page on, nothing of this console is there.
} The membership stays, and whoever runs this pod can give the role again.
confirm-role-yes = Take the role away

notice-member-suspended = Suspended. The connection is ended and every browser is signed out.
notice-member-resumed = Let in again. Signing in works as before.
accounts-in-vain = { $n ->
    [one] One XMPP account is still to be suspended or let in again; its server is asked until it does. What is the matter:
   *[other] { $n } XMPP accounts are still to be suspended or let in again; their server is asked until it does. What is the matter:
}
notice-member-removed = Removed from the pod.
notice-member-removed-later = Removed from the pod. The server of the account did not suspend it yet; it is asked again until it does. Until then the account works in other apps.
notice-member-removed-alone = Removed from the pod. The account on the server could not be suspended, because this deployment does not look after that server any more: it works in other apps.

problem-suspended = { $pod } has suspended your membership. Your account, your contacts and your messages on your XMPP server are untouched.
problem-suspended-reason = The reason given: { $reason }
problem-suspended-ask = You can write to those who run the pod: { $addresses }.
problem-last-operator = Nobody would run this pod any more. Make another member an operator first.
problem-colour-invalid = Write the colour as # and six digits, as in #2d763d.
problem-domain-invalid = “{ $domain }” is no server name. Write one on each line, as in jabber.example.

audit-member-suspend = { $who } was suspended
audit-member-resume = { $who } was let in again
audit-member-remove = { $who } was removed from the pod

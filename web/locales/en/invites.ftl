# Members who invite, and who came by whose word.

own-invites-title = Invite somebody
own-invites-text = An invitation is for one person, and good for { $days } days. You get a link, which you send yourself.
own-invites-open = You have { $open } of at most { $most } open.
own-invites-full = You can make another when somebody has come by one, when one is too old, or when you take one back.
own-invites-from = You can from { $from } on.
own-invites-closed = This pod takes in nobody at the moment, so nobody is invited.
own-invites-no = Members of this pod do not invite. Ask those who run it for an invitation.
own-invites-make = Make a link
own-invites-made = This is its link; it is shown only now. Send it to whom you invite:
own-invites-list = Your invitations
own-invites-of = Made on
own-invites-came = Who came by it:
own-invites-more = Older ones are not shown.
own-invites-revoke = Take it back
own-invites-sure = Take this invitation back?
own-invites-sure-text = Its link is worth nothing from then on. Who has come by it stays.

invite-tree-title = Who invited whom
invite-tree-of = Whom { $name } invited
invite-tree-lead = Who came by an invitation, with those below her whom she invited. Who came by herself stands here only by name, beside those whom she invited.
invite-tree-whole = The whole tree
invite-tree-all = { $n ->
    [one] One member came by an invitation.
   *[other] { $count } members came by invitations.
}
invite-tree-part = { $from } to { $to } of { $count }
invite-tree-empty = Nobody came by an invitation so far
invite-tree-empty-text = Whoever does stands here, with those whom she invites below her.
invite-tree-by = invited by
invite-tree-by-pod = invited by those who run the pod
invite-tree-by-gone = invited by somebody who has left
invite-tree-below = { $n ->
    [one] one below
   *[other] { $count } below
}
invite-tree-further = { $n ->
    [one] One more came later, and is neither shown nor counted below anybody. Each member’s own page says by whose word she came.
   *[other] { $count } more came later, and are neither shown nor counted below anybody. Each member’s own page says by whose word she came.
}
membership-came = Came here
membership-invited = Whom she invited
membership-tree = Show them

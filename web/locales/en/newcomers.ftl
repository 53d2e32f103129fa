# What members cannot do yet while they are new.

newness-until = You are new here until { $until }. Until then:
newness-posts = { $n ->
    [0] You write to your contacts, and not yet to everyone on the web.
    [one] You write one post or comment a day that everyone on the web reads, at most.
   *[other] You write { $n } posts and comments a day that everyone on the web reads, at most.
}
newness-contacts = { $n ->
    [0] You do not add people yet, and write only to your contacts. Whoever adds you or writes to you can be answered.
    [one] You add one person a day, or write to one who is no contact, at most.
   *[other] You add { $n } people a day, or write to people who are no contacts, at most.
}
newness-uploads = You upload { $size } a day at most.
newness-no-uploads = You do not upload pictures yet.
newness-invites = You do not invite anybody yet.
newness-posts-left = { $n ->
    [one] You are new here: one more today.
   *[other] You are new here: { $n } more today.
}
newness-contacts-until = { $n ->
    [0] You are new here: from { $until } on you can add people.
    [one] You are new here: until { $until } you can add one person a day.
   *[other] You are new here: until { $until } you can add { $n } people a day.
}

problem-new-posts = { $n ->
    [0] New members do not write to everyone on the web yet. You can from { $from } on; until then you can write to your contacts.
    [one] New members write to everyone on the web once a day. You can again from { $from } on; until then you can write to your contacts.
   *[other] New members write to everyone on the web { $n } times a day. You can again from { $from } on; until then you can write to your contacts.
}
problem-new-contacts = { $n ->
    [0] New members do not add people or write to strangers yet. You can from { $from } on; whoever adds you or writes to you can be answered.
    [one] New members add one person a day, or write to one stranger. You can add more from { $from } on.
   *[other] New members add { $n } people a day, or write to so many strangers. You can add more from { $from } on.
}
problem-new-uploads = New members upload { $size } a day. You can upload this from { $from } on.
problem-new-no-uploads = New members do not upload pictures yet. You can from { $from } on.

newcomers-title = New members
newcomers-text = Whoever came not long ago can be kept from writing to everyone and to strangers at once. It is for everybody without a role who came within the days below, whatever server the account is on. On the page of a member you can lift it.
newcomers-elsewhere = It holds for what is done on the pages of this pod. What a member does with another app is done on her XMPP server, which knows nothing of it.
newcomers-days = Days for which somebody is new
newcomers-days-hint = From 0 to 90. With 0, nobody is limited.
newcomers-posts = Posts and comments a day that everyone on the web reads
newcomers-posts-hint = With 0, new members write to their contacts only.
newcomers-contacts = People a day who are added, or written to without being contacts
newcomers-contacts-hint = Those who run or moderate the pod can always be written to.
newcomers-bytes = Kilobytes a day that are uploaded
newcomers-seen = Whoever comes in now reads this:
newcomers-off = At the moment nobody is limited.

membership-new = New until
membership-new-lifted = { $until }, but not limited
membership-new-lift = Do not limit any more
membership-new-limit = Limit again
membership-new-hint = New members can do less until then, as chosen under “Who comes in”.

audit-newcomer-lift = { $who } is not limited as a new member any more
audit-newcomer-limit = { $who } is limited as a new member again
audit-new-days = Days for which somebody is new
audit-new-posts = Posts a day for everyone by somebody new
audit-new-contacts = People a day whom somebody new adds
audit-new-bytes = Bytes a day that somebody new uploads

# What is told by XMPP, and the page that shows it.

tidings-requests = { $n ->
     [one] Somebody asks to join { $pod }.
    *[other] { $n } people ask to join { $pod }.
}
tidings-in-use = { $pod } is in use again.
tidings-read-only = { $pod } can only be read for now: nothing is written on it.
tidings-suspended = { $pod } is suspended: it shows nothing else to whoever comes.
tidings-moved = It goes on at { $address }
tidings-unread = This is sent by a program; nobody reads answers to it.

told-title = Told by XMPP
told-lead = What this pod’s operators, and at times its members, were told by XMPP in the last 30 days. What cannot be sent is tried again for two days.
told-by = It comes from { $jid }. A client that does not know this address may put it among its requests.
told-by-nobody = No account of this deployment sends messages: operators are told by mail and in this console only.
told-empty = Nothing so far
told-empty-text = Limits that are near, people who ask to join, sign-ups that pause and the day on which the pod closes will stand here.
told-requests-wait = Somebody who asks to join
told-pod-turned = The pod’s state
told-pod-closes = The day on which the pod closes
told-look = What was told by XMPP
told-mails = What was sent by e-mail

quotas-told-both = At 80, 90 and 100 % the pod’s contact gets a mail, and each operator a message from { $jid }, once each.
quotas-told-mail = At 80, 90 and 100 % the pod’s contact gets a mail, once each. By XMPP nobody is told.
quotas-told-xmpp = At 80, 90 and 100 % each operator gets a message from { $jid }, once each. By mail nobody is told.
quotas-told-nobody = Nobody is told when a limit is near: the pod has no contact to which mail is sent, and no account of this deployment sends messages. Look here now and then.
quotas-contact = Name the pod’s contact, or another one
health-told = Told by XMPP
health-told-by = By { $jid }:
health-told-by-nobody = Nothing: no account that sends notices is at work.

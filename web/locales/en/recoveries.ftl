# Getting back in without the password; a pod's XMPP domain, and its members' accounts.

recover-title = I have lost my password
recover-lead = Type the address of your account. What can be done depends on whose account it is.
recover-next = Go on
recover-elsewhere = The password of { $jid } is kept by { $server }: ask there, on its own page or whoever runs it. This pod never had it.
recover-other = Another address
recover-here = The account:
recover-by-code = With one of your recovery codes
recover-code = Recovery code
recover-code-hint = Twelve letters and digits, from the list that you were shown. Each is good once.
recover-submit = Set the new password
recover-by-mail = With a link by e-mail
recover-by-mail-text = If you gave this pod an e-mail address, we send a link to it by which you set another password.
recover-mail = Send me a link
recover-ask = With the help of those who run the pod
recover-ask-text = Ask them for a link: those who run { $pod } can make one for you, and do not learn your password by it.

reset-title = Set a new password
reset-lead = It is good for every pod and every app where you use this account. All your browsers here are signed out.
reset-spent = This link is not good any more
reset-spent-text = It was used, is older than a day, or a newer one was made. Ask for another.

recovery-title = If I lose my password
recovery-lead = With one of these you set another password. Without any of them you need the help of those who run the pod.
recovery-codes = Recovery codes
recovery-left = { $n ->
     [0] You have no recovery codes.
     [one] One of your recovery codes is left.
    *[other] { $n } of your recovery codes are left.
}
recovery-make = Show me ten recovery codes
recovery-make-hint = Those that you have are worth nothing from then on.
recovery-made = Print these codes or write them down, and keep them where you find them without this browser. They are shown only now; each is good once.
recovery-on = I have them: on to the first steps
recovery-mail = E-mail
recovery-email = A link can be sent to { $email }, which you have confirmed. Whoever reads mail there can set your password.
recovery-email-none = You have not confirmed an e-mail address here. With one, a link can be sent there.
recovery-email-change = Change where I get mail
welcome-codes = Make sure that you get back in
welcome-codes-text = If you lose your password, one of ten codes opens your account again.
welcome-elsewhere = Your account is kept by { $server }. If you lose its password, ask there, on its own page or whoever runs it: this pod cannot give you another.

account-section = XMPP account
account-active = The account can sign in.
account-suspended = The account is suspended: it signs in nowhere.
account-gone = The account was deleted. A link for a new password makes it anew, with nothing that it kept.
account-unknown = The server of the account does not say how it is at the moment.
account-difference = Suspending a member keeps her out of this pod; her account goes on in other apps and on other pods. Suspending the account ends it everywhere until you let it sign in again. A link lets her set a new password herself: nobody else sees it.
account-suspend = Suspend the account
account-resume = Let the account sign in again
account-reset = Make a link for a new password
account-link = Send her this link in a way that only she reads. It is shown only now, good once and for a day:

domain-title = XMPP domain
domain-none = The pod has no accounts of its own, so everybody brings one.
domain-shared = The pod’s accounts are on the domain of this deployment, beside those of other pods. They are made with the form here only, and the limits hold in every app.
domain-managed = The pod has its own domain on the server of this deployment. Accounts are made with the form here only, and the limits hold in every app.
domain-own = The pod’s accounts are on a server that this deployment does not run. It cannot keep that server from making accounts past the limit of members, nor limit what is uploaded there from other apps.
domain-preparing = It is being prepared; accounts cannot be made yet.
domain-stopped = It could not be prepared. The deployment’s admins must look at it.

problem-code-wrong = This is none of the codes of this account, or it was used already.
notice-recovery-sent = If this account has an e-mail address here, a link is on its way to it.
notice-account-suspended = The account signs in nowhere from now on.
notice-account-resumed = The account can sign in again.
notice-account-away = The server of the account does not answer, so nothing was changed. Try again in a while.

audit-domain-change = { $kind ->
    [none] The pod has no XMPP domain any more
    [dropped] The pod was taken off the XMPP domain { $domain }, which it had given up
    [managed] { $domain } became the pod’s XMPP domain, made by Cosse
    [shared] { $domain } became the pod’s XMPP domain, shared with other pods
   *[other] { $domain } became the pod’s XMPP domain
}
audit-domain-ready = The XMPP domain { $domain } is ready
audit-account-suspend = The XMPP account { $who } was suspended
audit-account-resume = The XMPP account { $who } may sign in again
audit-reset-issue = A link for a new password was made for { $who }
audit-account-recover = { $who } set a new password { $means ->
    [code] with a recovery code
   *[other] with a link
}
audit-upload-max = Most bytes of one upload

mails-recovery = A link for a new password
mail-recovery-subject = Your password on { $pod }
mail-recovery = Somebody, probably you, has lost the password of your account on { $pod }. By the link below you set a new one. It is good once, until { $day }.
mail-recovery-link = Set a new password:
mail-why-recovery = If it was not you, do nothing: your password stays as it is. You get this because you gave { $pod } this address for such a case.

audit-invites-each = Open invitations of each member
invite-app = Make an account in an XMPP app
invite-app-text = Opens an app for XMPP on this device, in which you choose a name and a password. By them you sign in here, too.
invites-members-title = Members who invite
invites-members-text = Those who run the pod make invitations here. Members do so in their settings, where you let them: each invitation is for one person and 14 days, and the list below says whose it is. Where the pod keeps their accounts, both do so in their XMPP apps, too.
invites-members-each = Open invitations of each member
invites-members-hint = 0: members do not invite.
invites-members-save = Save

confirm-invite = Withdraw this invitation?
confirm-invite-of = Withdraw the invitation “{ $note }”?
confirm-invite-text = Its link is worth nothing any more, at once, and cannot be made good again: you would have to make another one. Whoever has come in by it stays.
confirm-account = Suspend the XMPP account of { $name }?
confirm-account-text = It signs in nowhere any more: not here, not on other pods and not in other apps, and what is open there ends at once.
confirm-account-back = You can let it sign in again at any time.
confirm-link = Make a link for a new password for { $name }?
confirm-link-text = Whoever has the link can set another password, and so has the account: it is shown once, and goes to nobody else. When it is used, the password before is worth nothing, and this member’s browsers here are signed out.
confirm-link-before = A link that was made before is worth nothing then.
confirm-link-yes = Make the link
confirm-guest = Have { $jid } as the guest no more?
confirm-guest-text = Everybody who looks around as the guest is signed out at once, and nobody can look around without an account. The member stays, and so does what she can read. To have a guest again, name a member with the password once more.

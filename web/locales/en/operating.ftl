# The console of those who run a pod.

nav-operate = Run this pod

audit-title = What was done to this pod
audit-lead = Every change of its settings, host names and roles, by whoever made it. Nothing in this list can be changed or taken out without showing.
audit-number = No.
audit-when = When
audit-who = Who
audit-what = What
audit-by-command-line = The deployment’s admins, by command line
audit-by-program = Cosse, by itself
audit-by-token = The deployment’s admins, by the API token “{ $name }”

audit-create = The pod was made, at { $host }
audit-change = Settings were changed
audit-state = The pod became { $state ->
    [active] active
    [read-only] read-only
    [suspended] suspended
    [closing] a pod that closes
    [deleted] deleted
   *[other] { $state }
}
audit-host-add = { $claim ->
    [trusted] { $host } was added without proof
    [to-prove] { $host } was added, to be proven
   *[other] { $host } was added
}
audit-host-prove = { $host } was proven
audit-host-lapse = { $host } is not served any more: its proof was missing for too long
audit-host-primary = { $host } became the main address
audit-host-remove = { $host } was taken away
audit-invite-create = An invitation was made
audit-invite-revoke = An invitation was withdrawn
audit-request-accept = Somebody who asked was let in
audit-request-refuse = Somebody who asked was not let in
audit-signups-pause = Sign-ups were paused
audit-signups-resume = Sign-ups were opened again
audit-role-grant = { $who } became { $role ->
    [operator] an operator
    [moderator] a moderator
   *[other] { $role }
}
audit-role-revoke = { $who } is no longer { $role ->
    [operator] an operator
    [moderator] a moderator
   *[other] { $role }
}
audit-account-kept = The account of { $who }, who left and wished it deleted, could not be deleted so far. It is tried again for two weeks.

audit-name = Name
audit-tagline = Tagline
audit-accent = Colour
audit-language = Language
audit-rules = Characters of the rules
audit-registration = Registration
audit-accounts = Accounts
audit-allowed-domains = Servers that are let in
audit-xmpp-domain = XMPP domain
audit-members = Most members
audit-storage = Most bytes of media
audit-sessions = Most sessions
audit-signups = Most sign-ups a day
audit-session-days = Days that a session waits
audit-message-days = Days that messages are kept
audit-message-days-before = Before, these days
audit-contact = Contact
audit-question = Characters of the question to newcomers
audit-crowd = Sign-ups within an hour that are too many
audit-crowd-times = And so many times the usual

ahead-read-only = This pod can only be read at the moment.
ahead-closing = This pod closes on { $day }. Your account, your contacts and your messages stay on your XMPP server; take along what is only here.
farewell-title = { $pod } has closed
farewell-moved = It goes on at { $host }
farewell-text = Its members’ contacts and messages are on their XMPP servers and can be reached with any XMPP client, or from another pod.
error-read-only = Nothing is written here at the moment
error-read-only-text = This pod can only be read for now. Nothing of what you sent was kept; copy it from the page before this one and send it later.

desk-requests = Requests
desk-mails = Mail
desk-invites = Invitations
desk-audit = What was done
invites-title = Invitations
invites-lead = Whoever follows the link of an invitation may join, as long as there is room.
invites-made = This is its link; it is shown only now. Send it to whom you invite:
invites-note = What it is for
invites-note-hint = To tell it from others; nobody else sees it.
invites-uses = How many may come in by it
invites-days = For how many days
invites-days-hint = Leave it empty for an invitation that does not become too old.
invites-make = Make an invitation
invites-list = All invitations
invites-empty = No invitations so far
invites-empty-text = Make one above, and send its link to whom you would like to have here.
invites-by = By
invites-by-pod = the pod
invites-used = Used
invites-used-of = { $used } of { $uses }
invites-until = Good until
invites-for-ever = for ever
invites-act = Withdraw
invites-revoke = Withdraw
invites-over = not good any more
invites-unvouched = nobody comes in by it: who made it is kept out, or gone

requests-title = Requests
requests-lead = People who ask to join. Whoever you let in gets a link by e-mail that is good for one person and two weeks.
requests-empty = Nobody asks at present
requests-empty-text = With the mode “approval”, people who would like to join stand here with their reasons.
requests-accept = Let in
requests-refuse = Do not let in
requests-reason = What you would like to say to that
requests-reason-hint = It is in the mail. You can leave it empty.
refuse-title = Not let { $email } in?
refuse-text = The answer goes out by e-mail at once, and cannot be taken back. The person may ask again.

mails-title = Mail
mails-lead = What this pod sent in the last 30 days. What cannot be sent is tried again for two days.
mails-empty = No mail so far
mails-empty-text = Answers to requests, the waiting list and warnings about limits will stand here.
mails-when = When
mails-to = To
mails-about = About
mails-state = State
mails-again = Send again
mails-request-accepted = A request that was accepted
mails-request-refused = A request that was refused
mails-place-asked = The waiting list, to be confirmed
mails-place-free = A place that is free
mails-limit-near = A limit that is near
mails-signups-paused = Sign-ups that are paused
mails-waiting = waits
mails-sending = is being sent
mails-sent = sent
mails-failed = given up
mails-unsure = may have been sent

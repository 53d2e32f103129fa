# Announcements, funds, guests, and waves of sign-ups.

desk-announcements = Announcements
desk-funds = Funds
desk-guest = Guest
desk-waves = Waves

announcement-of-pod = Announced by { $pod }
announcement-of-platform = Announced by the platform
announcement-close = Close
announcements-title = Announcements
announcements-empty = Nothing was announced so far
announcements-empty-text = What those who run this pod have to say to everybody will stand here.

announcing-title = Announcements
announcing-lead = Members see them on top of their feed until they close them, and can look back at them later.
announcing-name = In a few words
announcing-text = More of it
announcing-text-hint = You can use Markdown. It can be left empty.
announcing-from = From
announcing-from-hint = Empty: from now on.
announcing-until = Until
announcing-until-hint = The last day, in UTC. Empty: until you withdraw it.
announcing-everyone = For everyone: visitors read it on the front page, too
announcing-make = Announce
announcing-list = All announcements
announcing-empty = Nothing was announced so far
announcing-empty-text = Write the first one above.
announcing-ends = Over on
announcing-for = For
announcing-for-ever = not by itself
announcing-for-everyone = everyone
announcing-for-members = members
announcing-state = State
announcing-ahead = not shown yet
announcing-shown = shown
announcing-over = over
announcing-withdrawn = withdrawn
announcing-withdraw = Withdraw

gift-amounts = What helps: { $amounts }
gift-free = You decide how much, and nothing is fine, too: everybody has the same place here.
funds-title = What { $pod } costs
funds-gift = Gifts
funds-ledger = What came and what went
funds-empty = Nothing is written down yet
funds-empty-text = What the pod costs and what it is given will stand here.
funds-total = In all
funds-given = Given
funds-paid = Paid
funds-left = Left
funds-months = The last twelve months
funds-months-text = For each month two bars: what was given, and beside it what was paid. The table has the figures.
funds-month = Month
time-month = { $month } { $year }

ledger-title = Funds
ledger-lead = Write down what the pod is given and what it pays. Others read the sums by month, not the entries.
ledger-look = How others see it
ledger-make = Write it down
ledger-save = Save
ledger-back = Back to the ledger
ledger-list = Entries
ledger-empty = Nothing is written down yet
ledger-empty-text = Write the first entry above.
ledger-file = The ledger as a file (CSV)
ledger-removed = Taken out of the ledger
ledger-day = Day
ledger-direction = Which way
ledger-in = It was given
ledger-out = It was paid
ledger-amount = Amount
ledger-amount-hint = As in 12.50
ledger-currency = Currency
ledger-words = What for
ledger-words-hint = Only operators read it.
ledger-act = Change
ledger-correct = Correct
ledger-remove = Take out
ledger-restore = Put back

gifts-title = What the pod says of money
gifts-lead = Newcomers are shown this as their last step, which they can leave out. Nothing is paid here: links lead to where one can give.
gifts-shown-to = Who reads the page of the funds
gifts-shown-to-hint = Where nobody does, newcomers are not asked for gifts either.
gifts-nobody = Nobody but operators
gifts-members = Members
gifts-everyone = Everybody on the web
gifts-words = What you would like to say of gifts
gifts-links = Where one can give
gifts-links-hint = One address on each line; each begins with https://.
gifts-amounts = What you suggest
gifts-amounts-hint = Amounts with blanks between them, as in 3 10 25. It can be left empty.
gifts-save = Save
welcome-gift = A gift, if you like
welcome-gift-text = This pod lives on what its members give. You can leave this out.
about-funds = What this pod costs, and what it is given

guest-title = The guest
guest-lead = Anybody can look around the pod as its guest, with one click and without an account. Name a member for that whom nobody uses.
guest-may-not = A guest reads what this member can read. A guest cannot change the password, profile or settings, leave, delete the account, write for everyone, write to people who are not contacts of this account, add contacts or send pictures.
guest-night = Each night everybody who looks around is signed out, and what was written as the guest goes from this pod: posts, comments and messages.
guest-stays = What cannot be undone: what a contact was sent stays with that contact, and posts and the archive of messages stay on the XMPP server of the guest’s account.
guest-now = The guest is
guest-cleared = what was written was last taken away
guest-not-ready = The session of this account does not sign in by itself. Name it again, with its password; until then nobody can look around.
guest-revoke = Have no guest any more
guest-jid = Address of the member
guest-jid-hint = A member without a role. Whoever is signed in as this member is signed out.
guest-password = Password of this member
guest-password-hint = From then on anybody can read this member’s chats, so it takes the password. The session stays signed in.
guest-name = Name the guest
guest-look = Look around as a guest
guest-look-hint = Without an account. What you write as a guest is gone tomorrow.
guest-banner = You look around as a guest. What is written here as the guest is gone tomorrow, and others may be here as the same guest.
error-guest = Guests cannot do that
error-guest-text = Nothing was changed. With an account of your own you can.

waves-title = Waves of sign-ups
waves-lead = Undo many sign-ups at once: those who came by one invitation and by theirs, in some days, or from one network. Nobody with a role is touched.
waves-by = Whose sign-ups
waves-by-time = Of these days
waves-by-network = From a network
waves-by-invite = By an invitation, and by those whom they invited
waves-from = From
waves-until = Until
waves-network = Network
waves-invite = Id of the invitation
waves-look = Show who that is
waves-networks = Where most came from in the last two weeks
waves-members = { $n ->
     [one] one member
    *[other] { $n } members
}
waves-found = Who that is
waves-nobody = Nobody whom you could remove.
waves-more = There are more. These are the first { $n }; the others come next.
waves-what = They are out at once, and what they wrote for everyone is off the web. For 14 days you can let them in again; then all that is theirs is removed here. Accounts that this pod made are suspended on their server too; others stay as they are.
waves-remove = { $n ->
     [one] Remove this member
    *[other] Remove these { $n } members
}
waves-so-far = Undone so far
waves-open = They can be let in again until
waves-undo = Let them in again
waves-undone = They were let in again.
waves-gone = They are removed.

privacy-network = From which network you signed up, cut so that it is no single house’s
privacy-network-why = So that operators can undo sign-ups that came in masses

audit-announcement-make = Something was announced: { $title }
audit-announcement-withdraw = An announcement was withdrawn: { $title }
audit-funds-change = What the pod says of money was changed
audit-entry-make = Something was written into the ledger
audit-entry-correct = An entry of the ledger was corrected
audit-entry-remove = An entry was taken out of the ledger
audit-entry-restore = An entry was put back into the ledger
audit-guest-name = { $who } became the guest, as whom anybody may look around
audit-guest-revoke = { $who } is not the guest any more
audit-wave-remove = { $n ->
     [one] A wave of sign-ups was undone: one member
    *[other] A wave of sign-ups was undone: { $n } members
}
audit-wave-undo = { $n ->
     [one] A wave of one member was let in again
    *[other] A wave of { $n } members was let in again
}

problem-day-invalid = That is no day of the calendar. It is written as in 2026-11-22.
problem-days-reversed = The last day comes before the first.
problem-amount-invalid = That is no amount. It is written as in 12.50, and is more than nothing.
problem-ledger-full = The ledger is full. Keep it in a file of your own from here on.
problem-link-invalid = “{ $link }” is no address that begins with https://.
problem-no-guest = Nobody here has this address who could be the guest. It must be a member who is not suspended, has not left, and has no role.
problem-nothing-meant = That is none of this pod’s. Look at the lists for how it is written.

letterbox-title = Mail to you
letterbox-lead = With an e-mail address you get the pod’s announcements by mail, hear in time if it closes, and can have a link for another password sent to you. Nothing else is sent to it, and nobody else is shown it.
letterbox-email = Your e-mail address
letterbox-email-hint = We send one mail to it, by which you say that it is yours.
letterbox-ask = Send me that mail
letterbox-no-mail = This platform sends no mail.
letterbox-back = Back to settings
letterbox-remove = Forget this address
letterbox-asked = not confirmed yet; look into your mail
letterbox-confirmed = This address is confirmed.
letterbox-is-yours = Is this your address?
letterbox-yes-text = { $pod } then sends you its announcements.
letterbox-yes = Yes, it is mine
announcing-mail = By mail, too, at once, to members who gave an address
invites-who = Who came
invites-mail-title = Invite somebody by mail
invites-mail-text = For one person and 14 days. An address gets no other invitation for a week.
invites-mail-email = E-mail address
invites-mail-send = Send an invitation
problem-invited-lately = This address was sent an invitation within the last week.
problem-invites-out = That is enough for one day: a pod sends 50 invitations by mail.

mails-letterbox-asked = A member’s address, to be confirmed
mails-letterbox-gone = A member’s address, replaced or removed
mails-sign-up-asked = A link for signing up
mails-already-here = A member’s address with which somebody would have signed up
mails-announcement = An announcement
mails-pod-closes = The day on which the pod closes
mails-invitation = An invitation
mails-left = The receipt of a member who left
mail-letterbox-subject = Is this your address? { $pod }
mail-letterbox = Somebody, probably you, would like to get the announcements of { $pod } at this address. If it was you, say so:
mail-letterbox-confirm = Yes, it is mine:
mail-why-letterbox = If it was not you, do nothing: without a yes nothing is sent to this address.
mail-letterbox-gone-subject = { $pod } does not write to this address any more
mail-letterbox-gone = The account on { $pod } for which this address was confirmed has another one now, or none: announcements and links for another password do not come here any more. If it was not you, sign in, put your address back and change your password.
mail-letterbox-gone-look = Your address:
mail-why-letterbox-gone = You get this because this address was confirmed for an account on { $pod }. It is the last such mail.

mail-left-subject = { $pod } has deleted what it kept for you
mail-left = You left { $pod }, and the days in which you could come back are over: your profile, and the posts, contacts, messages and pictures that were kept there for you, are deleted. What others have received from you stays with them. The name of your page stays reserved for a while, so that nobody passes for you.
mail-left-account-stays = Your account stays as it is, on its server.
mail-left-account-rests = Your account, which is on the domain of { $pod }, rests: it signs in nowhere, in no app, until you come back to { $pod } with your password and there is a place for you.
mail-left-account-deleted = Your account is deleted on its server, too, as you wished.
mail-left-account-failed = Your account could not be deleted on its server. Delete it with another XMPP app, or ask whoever runs that server.
mail-left-look = What is kept for longer, and why:
mail-why-left = You get this because this address was confirmed for your account on { $pod }. It is the last such mail.

mail-sign-up-subject = Your link to join { $pod }
mail-sign-up = Somebody, probably you, would like to join { $pod } and get mail at this address. The link below is for you alone, and good until { $day }. By coming in you say that the address is yours.
mail-why-sign-up = If it was not you, do nothing: nobody comes in without the link.
mail-already-subject = You are on { $pod } already
mail-already = Somebody, probably you, wanted to join { $pod } with this address. It belongs to an account there already. Sign in with that one:
mail-already-in = Sign in:
mail-already-lost = If you have lost your password:
mail-why-already = If it was not you, do nothing: nothing has changed.
mail-announcement-subject = { $pod }: { $title }
mail-announcement-look = All announcements:
mail-closes-subject = { $pod } closes on { $day }
mail-closes = { $pod } closes on { $day }. Until then everything goes on as it is; from then on its pages only say farewell.
mail-closes-do = Your account, your contacts and your messages are on your XMPP server: you can go on with them from another pod or with any XMPP client. Copy what you would like to keep from the pod’s pages in time. If your account is of the pod’s own server, ask the operators what becomes of it.
mail-closes-moved = Where it goes on:
mail-closes-look = The pod, with whom to ask:
mail-invitation-subject = You are invited to { $pod }
mail-invitation = Somebody who runs { $pod } would like to have you there. The link below is for you alone, and good until { $day }.
mail-why-member = You get this because you gave { $pod } this address. Take it back at any time in your settings, under “Mail to you”.
mail-why-invited = You get this because an operator of { $pod } typed this address. To get no such mails, do nothing: without a yes of yours nobody has an account, and the address is forgotten after 30 days. If they come again, answer this mail and ask { $pod } to stop.
privacy-letterbox = If you gave one: your e-mail address
privacy-letterbox-why = To send you announcements and, if you ask for one, a link for another password, and to tell you in time if the pod closes

confirm-withdraw = Withdraw “{ $title }”?
confirm-withdraw-text = It is gone from feeds and from the front page at once, and does not come back; to say it again, write it anew. Mails that were sent stay with those who got them.
confirm-withdraw-yes = Withdraw

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
guest-not-ready = The session of this account does not sign in by itself. Sign in as it once, with “keep me signed in”; until then nobody can look around.
guest-revoke = Have no guest any more
guest-jid = Address of the member
guest-jid-hint = Of a member without a role who signed in with “keep me signed in”. Whoever is signed in as this member is signed out.
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
waves-what = They are out at once, and what they wrote for everyone is off the web. For 14 days you can let them in again; then all that is theirs is removed here. Their accounts stay on their servers.
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
audit-wave-remove = A wave of sign-ups was undone: { $n } members
audit-wave-undo = A wave of { $n } members was let in again

problem-day-invalid = That is no day of the calendar. It is written as in 2026-11-22.
problem-days-reversed = The last day comes before the first.
problem-amount-invalid = That is no amount. It is written as in 12.50, and is more than nothing.
problem-ledger-full = The ledger is full. Keep it in a file of your own from here on.
problem-link-invalid = “{ $link }” is no address that begins with https://.
problem-no-guest = Nobody here has this address who could be the guest. It must be a member who is not suspended, has not left, has no role, and stays signed in.
problem-nothing-meant = That is none of this pod’s. Look at the lists for how it is written.

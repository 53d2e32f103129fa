# The console of those who run a pod: overview, look, registration, limits.

desks-people = People
desks-safety = Safety
desks-pod = Pod
desk-gifts = Gifts
desk-overview = Overview
desk-members = Members
desk-registration = Registration
desk-branding = Look
desk-quotas = Limits

unit-kilobytes = kB
unit-megabytes = MB
unit-gigabytes = GB
meter-says = { $used } of { $most } ({ $percent } %)
meter-near = nearly full
meter-full = full
limit-members = Members
limit-storage = Media
limit-sessions = Live sessions
limit-signups = Sign-ups today
limit-given-up = Of the room for media, { $size } more count for uploads on XMPP domains that the pod gave up.

overview-title = How the pod is
overview-now = Now
overview-active = { $week } members were here in the last 7 days, { $month } in the last 30.
overview-past = The last { $days } days
overview-spans = How many days
overview-span = { $days } days
overview-empty = The first days are still to come
overview-empty-text = What the pod uses is written down each day. From tomorrow on you see here how it goes.
overview-table = The same as a table
overview-day = Day
plot-signups = Sign-ups
plot-active = Active in the week before
plot-sessions = Most sessions at once
plot-course = From { $first } on { $from } to { $last } on { $to }; { $most } at most.
plot-sum = { $all ->
     [0] Nobody joined in these days.
     [one] One person joined in these days.
    *[other] { $all } people joined in these days, { $most } at most in one day.
}

branding-title = How the pod looks
branding-lead = On each of its pages, in the directory, and in links that people send to each other.
branding-name = Name
branding-tagline = In one sentence, what is it?
branding-tagline-hint = It stands on the front page and in the directory, for people who do not know the pod yet.
branding-accent = Colour
branding-accent-hint = Six digits, as in #2d763d. A colour on which or in which one could not read is made darker or lighter until one can.
branding-light = On light pages
branding-dark = On dark pages
branding-shade = { $theme }: { $colour }, contrast { $contrast }.
branding-corrected = It was changed so that it can be read.
branding-language = Language of the pod
branding-language-hint = For visitors whose browser asks for no language that Cosse speaks. Members choose their own.

registration-title = Who comes in
registration-lead = Members who are here already stay, whatever you choose.
registration-mode = How one becomes a member
registration-mode-hint = With a confirmed address: a mail brings each newcomer a link. On request: people say why they would like to come, and you answer at Requests. Both need mail on the platform. Whoever was invited comes in, too.
registration-accounts = Accounts of which servers may sign in
registration-own = The pod’s own accounts are at { $domain }. Members of other servers go on signing in: only newcomers are refused.
registration-no-own = The pod has no accounts of its own. Members of all servers go on signing in: only newcomers are refused.
registration-any = Of any server
registration-listed = Of the servers below, and the pod’s own
registration-local = Of the pod’s own server only
registration-domains = Servers that are let in
registration-domains-hint = One on each line, as in jabber.example. It matters only for the second choice above.
registration-days = Days that a session waits
registration-days-hint = Who stays away for longer is signed out: contacts see her offline, and she types her password when she is back.
registration-messages = Days that messages are kept
registration-messages-hint = Holds at once. When fewer, older messages go from here that an archive has; the page on privacy says since when it is so, and the log what it was before. Before you keep them for longer, tell your members.
registration-contact = E-mail that is told when a limit is near
registration-contact-hint = Gets a mail when members, media, sessions or the sign-ups of a day come near their limit, and when sign-ups pause by themselves. Neither members nor visitors are shown it; answers to mails of the pod go there, too. May be left empty.
registration-crowds = Crowds
registration-crowds-text = When far more people than usual sign up within an hour, sign-ups pause by themselves: only who was invited comes in until you look. You can pause them yourself, too.
registration-paused = Sign-ups are paused: only who was invited comes in.
registration-pause = Pause sign-ups
registration-resume = Let newcomers in again

quotas-title = What the pod may use
quotas-lead = The admins of this deployment decide it. Nothing is deleted when a limit is lowered below what is used.
quotas-reached = When a limit is reached
quotas-members = Members: nobody new comes in, and the directory leaves the pod out. Who is here stays.
quotas-storage = Media: no more pictures are taken in; those that are here stay.
quotas-upload = One upload: a file of more than { $most } is refused; from other clients, too, where this deployment looks after the accounts.
quotas-sessions = Live sessions: for somebody who signs in, the session ends of whoever was away for longest.
quotas-signups = Sign-ups today: who wants to join is asked to come back tomorrow.
quotas-who = For more, ask the admins. They see the same figures.

desk-waiting = Waiting list
waiters-title = Waiting list
waiters-lead = People who wait for a place. Free places are offered to them by e-mail, in this order.
waiters-empty = Nobody waits
waiters-empty-text = When the pod is full, people who would like to join leave an e-mail address. They stand here then, in the order in which they confirmed it.
waiters-email = E-mail
waiters-place = Place
waiters-since = Since
waiters-remove = Remove
waiters-offered = A place is kept until
waiters-nth = Number { $n } in the line
waiters-unconfirmed = Address not confirmed
waiters-more = There are more: only the first ones are shown.
requests-waiting = Who waits for a place
confirm-waiter = Take { $email } off the waiting list?
confirm-waiter-text = The person is not told. If a place was offered, that link is worth nothing any more, and the place is for the next one in the line.
confirm-waiter-yes = Take off the list
audit-waiter-remove = Somebody was taken off the waiting list

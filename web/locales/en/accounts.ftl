# Signing in and up, first steps, settings, what a pod says about itself.

login-title = Sign in
login-heading = Sign in to { $pod }
login-any = With an account of any XMPP server: this pod’s or your own.
login-only = With an account of { $domains }.
login-jid = Address
login-jid-hint = Like e-mail: name@server
login-password = Password
login-keep = Keep me signed in
login-submit = Sign in
login-new-here = New here?
login-make-account = Make an account
login-full = { $pod } has no free place at present.
login-other-pods = Choose another pod
login-demo = Try it
login-demo-hint = One click signs you in with an account of the demo.

register-title = Join
register-heading = Join { $pod }
register-lead = A name and a password: your account works on this pod, on others, and in any XMPP client.
register-username = Name
register-username-hint = With @{ $domain } it becomes your address. Letters, digits, dots and dashes.
register-password-hint = At least { $n } characters.
register-email = E-mail, to get back in
register-reason = Why do you want to join?
register-invite = Invitation code
register-nick = Nickname
register-name = Your name
register-first = First name
register-last = Last name
register-phone = Telephone
register-riddle = A picture with the text that is asked for below
register-choose = Choose…
register-elsewhere = Or sign up on the page of { $domain }
register-there = { $domain } makes accounts on a page of its own
register-there-text = Sign up there, then come back and sign in here with your new address.
register-there-open = Open the page of { $domain }
register-agree = By joining you agree to the
register-rules = rules of the pod
register-submit = Make my account
register-ask = Ask to join
register-have-one = Do you have an XMPP account already?
register-sign-in = Sign in with it
register-full = { $pod } is full
register-full-text = All places are taken at present. Other pods have room, and you can reach people here from any of them.
register-closed = { $pod } makes no new accounts
register-closed-text = You can sign in with an account that you have, or choose another pod: people here can be reached from any of them.

welcome-title = Welcome to { $pod }
welcome-lead = Three small things, in any order. You can leave out each of them.
welcome-handle = Choose the name of your page
welcome-handle-text = What you write for everyone will stand on it.
welcome-handle-submit = Take it
welcome-friend = Find somebody you know
welcome-friend-text = Contacts read each other’s posts. Your friend may be on any pod.
welcome-post = Say hello
welcome-post-text = A sentence is enough.
welcome-step-done = done
welcome-done = On to the feed

again-title = Your password, once more
again-text = Your server no longer accepts the key that we kept, perhaps because the password was changed. Nothing is lost.
again-unkept = The connection to your server was made anew, and your server asks for the password each time. We do not keep it, as you wished. Nothing is lost.
again-ended = You were away for long, so we ended the connection to your server and forgot the key to it. Nothing is lost: your password opens it again.
again-submit = Connect again

settings-title = Settings
settings-save = Save
profile-title = Profile
profile-text = Everyone who can see you sees this, on other pods too.
profile-name = Name
profile-about = About you
profile-website = Website
picture-title = Picture
picture-label = A new picture
picture-hint = JPEG, PNG or WebP, at most { $n } MB.
picture-submit = Use this picture
picture-remove = Remove the picture
handle-title = Your page
handle-label = Name of your page
handle-hint = Letters, digits, dots and dashes. A name that you give up is kept free for 90 days.
handle-fixed = It is that of your account on this pod:
language-title = Language
language-label = Language of the pages
language-browser = As my browser says
browsers-title = Browsers
browsers-text = Where you are signed in. They all share one connection to your server.
browsers-this = this one
browsers-unknown = A browser
browsers-seen = Last seen
browsers-since = signed in on
browsers-end = Sign out
browsers-end-others = Sign out all others
connection-title = Connection
connection-online = Connected to your server.
connection-since = Since
connection-address = Your address on it:
connection-no-key = Your server gives out no lasting key: after a restart of this pod it will ask for your password.
connection-sign-out = Sign out here
connection-everywhere = Sign out everywhere
confirm-everywhere = Sign out everywhere?
confirm-everywhere-text = All your browsers are signed out, and this pod leaves your server. You need your password to come back.
confirm-everywhere-yes = Sign out everywhere

front-members = { $n ->
     [one] { $written } member
    *[other] { $written } members
}
front-places = { $n ->
     [one] 1 free place
    *[other] { $n } free places
}
front-full = Full at present
front-public = Written for everyone
front-empty = Nothing public yet
front-empty-text = People here write mostly for each other. What they write for everyone stands here.
front-come-in = Come in
front-join-text = Write for your contacts or for the whole web, and see their answers as they come.
front-join = Make an account
front-or = or with an account that you have
front-rules = How we treat each other
front-all-rules = All rules

rules-title = Rules of { $pod }
rules-none = This pod has written down no rules of its own. These go without saying:
rules-kind = Write to others as you would speak to them at a table.
rules-law = Nothing that harms people or breaks the law.
rules-private = What was written for a few stays with those few.

about-title = About { $pod }
about-platform-title = About Cosse
about-what = A pod is a community’s own social network. It speaks XMPP, an open standard: people on any pod, and in any XMPP client, reach each other by address, as with e-mail.
about-yours = Your contacts and posts live on your own XMPP server. What the pod keeps is a copy, so that pages come quickly.
about-domain = Accounts made here end in @{ $domain }.
about-contact = Whom to ask
about-program = The program
about-version = Cosse { $version }, free software under the GNU AGPL, version 3 or later.
about-source = Its source code
about-directory = The directory of pods

outbox-title = Sent mail
outbox-lead = What the demo would have sent as e-mail.
outbox-empty = No mail so far
outbox-empty-text = Confirmations and warnings appear here as soon as there are some.
outbox-to = To

invite-title = You are invited to { $pod }
invite-by = { $name } invites you to { $pod }.
invite-by-pod = Those who run { $pod } invite you.
invite-register = Make an account here
invite-login = I have an XMPP address already
invite-spent = This invitation is not good any more
invite-spent-text = It has been used up or withdrawn, or is too old. Ask whoever sent it to you for another.
invite-full-text = Your invitation stays good. Come back when somebody has left, or pick another pod meanwhile.
register-by-invitation = { $pod } takes in people who are invited
register-by-invitation-text = Ask somebody who is here for an invitation, and follow its link.
register-code = The code of an invitation
register-code-use = Go on with it

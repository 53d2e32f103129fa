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
login-closed = { $pod } takes in nobody new.
login-members = Are you a member already?
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
register-unseen = You cannot see the picture, or not read it?
register-unseen-ask = Those who run this pod help you to an account.
register-sound = A sound with what is asked for below
register-sound-name = Describe the sound you hear
register-sound-answer = Answer the question you hear
register-sound-words = Write the words you hear
register-unheard = You cannot hear the sound, or not understand it?
register-unseen-unheard = You can neither read the picture nor understand the sound?
register-enough = { $n ->
     [one] One of these questions is enough: leave the others empty.
    *[other] Answer { $n } of these questions, and leave the others empty.
}
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
closed-title = { $pod } takes in nobody new
closed-text = Only those who are members already can sign in here. Other pods take people in, and you can reach people here from any of them.

welcome-title = Welcome to { $pod }
welcome-lead = A few small things, in any order. You can leave out each of them.
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
picture-hint = JPEG, PNG or WebP, at most { $most }.
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

account-title = Account
password-title = Change the password
password-text = It changes on { $server }, for every pod and every app where you use this account: they will ask you for the new one. This pod goes on without asking.
password-present = Present password
password-new = New password
password-others = Sign out my other browsers on this pod
password-submit = Change it
password-no = Back to the settings
leave-title = Leave { $pod }
leave-heading = Leave { $pod }?
leave-text = For { $days } days you can change your mind: sign in again, and everything is as it was. After that nobody can bring it back.
leave-goes = What goes
leave-goes-now = At once: your page { $page } and the copies of your posts on it, for everybody on the web. You are signed out in all your browsers, and this pod leaves your server.
leave-goes-later = After { $days } days: your profile and settings, the chats, contacts and posts that this pod keeps for you, and your place, which somebody else may have then.
leave-goes-handle = The name of your page is kept free for 90 more days, so that nobody is taken for you.
leave-goes-account = Your account { $jid } on this pod’s own domain: it rests after { $days } days, and signs in nowhere, neither in other apps nor on other pods, until you come back here with your password and there is a place for you. Take your things along before then, or delete it.
leave-delete = Delete the account
leave-stays = What stays
leave-stays-account = Your account { $jid }. You can use it in any app and on other pods, which know nothing of this.
leave-stays-server = Your contacts, posts and messages on { $server }. They are there, not here.
leave-stays-others = Copies that others have: messages that you sent, comments under their posts, and posts that their servers keep.
leave-operator = You run this pod, and that ends with your membership. See that somebody else can do it.
leave-submit = Leave { $pod }
leave-no = No, I stay
left-title = You have left { $pod }
left-since = { $jid } left on { $day }.
left-until = Until { $day } you can come back, and everything is as it was.
left-after = After that { $pod } removes all that it keeps of you. Your account stays as it is.
left-after-rests = After that { $pod } removes all that it keeps of you, and your account { $jid }, which is on this pod’s own domain, rests: it signs in nowhere, neither in other apps nor on other pods, until you come back here with your password and there is a place for you. Take your things along before then, or come back and delete it.
left-after-account = After that { $pod } has your account { $jid } deleted on its server, and removes all that it keeps of you.
left-receipt = If you wish to keep a receipt, print this page or take it along as a text.
left-take = Take the receipt along
left-written = Written on { $at }.
left-back = Come back to { $pod }
delete-account-title = Delete my account
delete-account-heading = Delete your XMPP account?
delete-account-text = The account { $jid } itself is deleted on { $server }, and you leave this pod.
delete-account-goes = Your contacts, posts and archived messages on { $server } go with it, and so does all that this pod keeps of you.
delete-account-everywhere = Every other pod and app in which you use this account loses it, too. Its name may be somebody else’s one day.
delete-account-days = For { $days } days you can change your mind: sign in here again. Until then what signs in to your server is kept sealed here, for the deletion alone. Do not change the password elsewhere meanwhile.
delete-account-address = Your address
delete-account-address-hint = To be sure that you mean it, type { $jid }
delete-account-submit = Delete my account
delete-account-no = No, keep it
delete-account-only-leave = You want to go, and keep the account?
delete-account-elsewhere = Your account { $jid } belongs to { $server }, and only { $server } can delete it: on its own page, in an app, or by whoever runs it.
delete-account-not-offered = { $server } does not let accounts be deleted from here. Ask those who run it.
delete-account-away = { $server } does not answer at the moment. Come back in a while.

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
about-report = Report this pod to those who run the deployment that it is on

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
invite-confirmed-title = Welcome to { $pod }
invite-confirmed-text = The address is yours. How would you like to come in?
invite-confirmed-spent = This link is not good any more
invite-confirmed-spent-text = Somebody has come in by it, or you were sent a newer one, or it is older than three days.
invite-confirmed-full-text = Your link is good for three days. You can wait for a place meanwhile.
invite-confirmed-again = Get another link
register-by-invitation = { $pod } takes in people who are invited
register-by-invitation-text = Ask somebody who is here for an invitation, and follow its link.
register-code = The code of an invitation
register-code-use = Go on with it

register-ask-lead = Those who run { $pod } look at each request. Tell them in a few words why you would like to join.
register-ask-email = Your e-mail address, for the answer
register-ask-kept = The answer comes by e-mail, with a link by which you choose name and password. Your request is forgotten 90 days after it.
register-confirm-lead = { $pod } takes in everybody who has an e-mail address. Say where you get mail: it brings you a link by which you come in.
register-confirm-email = Your e-mail address
register-confirm-kept = The link is good for three days. The address becomes yours here, for announcements and if you lose your password; you can remove it in the settings. If you do not come, it is forgotten.
register-confirm = Send me the link
register-wait-title = Wait for a place
register-wait-text = { $n ->
     [0] Nobody waits at present. We write to you as soon as there is room.
     [one] One person waits already. We write to you when it is your turn.
    *[other] { $n } people wait already. We write to you when it is your turn.
}
register-wait-email = Your e-mail address
register-wait = Put me on the list
wait-hour = Most requests are answered within an hour.
wait-hours = Most requests are answered within { $n } hours.
wait-days = Most requests are answered within { $n } days.

front-paused = Sign-ups are paused
front-paused-text = So many people came at once that this pod pauses, and takes in only who is invited. Come back in a while, or choose another pod.
front-ask-text = Those who run this pod look at each request.
front-confirm-text = You say where you get mail, and a link there lets you in.
front-wait = Wait for a place

waiting-list-title = Your place on the list of { $pod }
waiting-list-confirm-text = One more step: say that you would like to wait. Only then does your place on the list count.
waiting-list-confirm = Yes, I wait
waiting-list-before = { $n ->
     [0] You are next. We write to you as soon as there is room.
     [one] One person is before you. We write to you when it is your turn.
    *[other] { $n } people are before you. We write to you when it is your turn.
}
waiting-list-offered = A place is kept for you until { $day }. The link to it is in the mail that we sent you.
waiting-list-leave = Leave the list

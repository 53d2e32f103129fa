# Reports, decisions, blocks, rules and legal matters.

foot-legal = Legal notice
report-this = Report
comment-report = Report this comment

report-title = Report
report-lead = Those who look after { $pod } will read this, together with a copy of what you report. They are told who you are only if you say so below.
reported-post = A post by { $name }
reported-comment = A comment by { $name }
reported-member = The member { $name }
report-kind = What is wrong with it?
report-kind-illegal = It breaks the law
report-kind-spam = It is spam
report-kind-harassment = It harasses somebody
report-kind-other = Something else
report-words = In your words
report-words-hint = What should they know? You can leave it empty.
report-email = Your e-mail address, if you would like an answer
report-email-hint = It is used for that alone. Without it, the page that follows tells you what was decided.
report-send = Send the report

receipt-title = Your report
receipt-keep = Keep the address of this page: only whoever has it sees what became of your report. It is deleted { $days } days after you sent it.
receipt-state = What became of it
receipt-open = Nobody has decided yet. Look here again in a while.
receipt-shown-again = There was an appeal against this, and it was right: it is shown again.
receipt-let-in = There was an appeal against this, and it was right: the member is let in again.

verdict-dismissed = Nothing is done about it
verdict-hidden = It is hidden on this pod
verdict-suspended = The member is suspended

appeal-title = You do not agree?
appeal-words = What speaks against the decision
appeal-words-hint = You can say so once. Somebody else decides then, where there is somebody else, and that is final.
appeal-send = Appeal
appeal-said = An appeal was made:
appeal-waits = Nobody has answered it yet.
appeal-upheld = The decision stays
appeal-turned = The decision is turned

login-verdict = Read the decision, and what you can say to it
verdict-title = The decision to suspend you
verdict-lead = Somebody reported what stands here, as it was then, to those who look after { $pod }. Only whoever has the address of this page sees it.
verdict-back = You are not suspended any more.

hidden-title = Hidden on { $pod }
hidden-text = Moderators have hidden this: on this pod nobody but you sees it. On your own server it is still there, and on other servers that have it; only you can delete it there. Their reason:

news-rules = The rules of this pod will change on { $day }.
news-rules-read = Read the new rules
news-privacy = What is said of privacy on this pod will change on { $day }.
news-privacy-read = Read what will hold
news-rules-stay = The change of the rules that was announced for { $day } is called off. They stay as they are.
news-privacy-stay = The change of what is said of privacy that was announced for { $day } is called off. It stays as it is.
news-stay-read = Read what holds
news-hidden = Moderators have hidden something that you wrote.
news-hidden-look = See what and why
news-answered = There is an answer to what you reported.
news-answered-look = Read it

desk-reports = Reports
desk-blocks = Blocks
desk-texts = Rules and law
reports-title = Reports
reports-lead = What people have reported, each with a copy of how it was. Copies are deleted half a year after the report.
reports-show = Which reports
reports-waiting = To be decided
reports-all = All
reports-empty = No reports
reports-empty-text = What people report will stand here.
reports-what = What
reports-why = Why
reports-state = State
reports-when = When
report-open = to be decided
report-decided = decided
report-appealed = appealed against
report-over = over

case-copy = As it was when it was reported:
case-there = As it is now, if you may see it
case-member = The member
case-why = Why it was reported
case-decision = Decision
case-verdict = What is to be done?
case-verdict-hint = To hide keeps it from everybody on this pod but its author; it cannot be deleted on the author’s server. Both can be taken back.
case-upheld = The appeal
case-upheld-hint = To turn a decision shows again what was hidden, lets in again whoever was suspended, or hides or suspends what was left. It is final.
case-reason = Reasons
case-reason-hint = Whoever reported it reads them, and so does the author of what is hidden, or whoever is suspended.
case-send = Decide
case-show = Show it again

blocks-title = Blocks
blocks-lead = An address that is blocked does not sign in or up here, and nothing that it wrote is on this pod’s pages, in feeds or among comments. To block a domain is to block all of its addresses.
blocks-chats = Members’ own chats are theirs: whom they write with is not touched by a block.
blocks-here = Blocked on this pod
blocks-empty = Nobody is blocked
blocks-empty-text = Addresses and domains that you keep out will stand here.
blocks-everywhere = Blocked on all pods
blocks-everywhere-text = By those who run the deployment. You cannot take these back.
blocks-everywhere-others = There are older ones, which are not shown here.
blocks-subject = Address or domain
blocks-subject-hint = As in eve@evil.example, or evil.example for all of it.
blocks-reason = Reason
blocks-reason-hint = It stands in the log, and whoever is kept out reads it when signing in.
blocks-days = For how many days
blocks-days-hint = Leave it empty for a block without an end.
blocks-add = Block
blocks-who = Who
blocks-since = Since
blocks-until = Until
blocks-for-ever = for ever
blocks-remove = Unblock

texts-title = Rules and law
texts-lead = What you have written down for all to read. Each change is a version, and the old ones stay readable.
texts-rules = Rules
texts-privacy = Privacy: what you add
texts-legal = Legal notice: what you add
texts-look = Look at the page
texts-next = A change is announced for { $day }. A new one takes its place.
texts-withdraw = Take it back
texts-body = Text
texts-body-hint = Markdown. Leave it empty to say nothing.
texts-days = In how many days it holds
texts-days-hint = At least 14, so that people have the time to read what changes; until then both texts are shown. A first text, or a change while only those are members who run the pod, may hold at once: 0.
texts-days-hint-legal = With 0 it holds at once: a legal notice says how things are.
texts-save = Write down

text-since = In force since { $day }.
text-next = From { $day } on
text-withdrawn = A change that was announced for { $day } is called off: this text does not change on that day.
text-before = Before
text-version = Version { $n }, since { $day }
old-rules-title = Rules of { $pod }, version { $n }
old-privacy-title = Privacy on { $pod }, version { $n }
old-legal-title = Legal notice of { $pod }, version { $n }
old-text-until = In force from { $since } until { $until }.
old-text-now = What holds now

confirm-text = { $kind ->
    [rules] Take back the change of the rules that is announced for { $day }?
    [privacy] Take back the change of what you add to privacy that is announced for { $day }?
   *[legal] Take back the change of the legal notice that is announced for { $day }?
}
confirm-text-text = Nothing changes on that day. What you announced is gone, so keep a copy if you need it again.
confirm-text-told = Members read on their feed that the change is called off. If it is announced again, they have 14 days again.

legal-title = Legal notice of { $pod }
legal-lead = Who is responsible for this pod, and where it runs. The platform adds no terms of its own to those of the pod.
legal-operators = Who runs this pod
legal-nobody = Nobody who runs this pod is a member of it.
legal-host = Where it runs
legal-runs = On the machines of whoever runs { $platform }.
legal-contact = Contact:
legal-added = From those who run the pod
privacy-added = From those who run the pod
privacy-reports = What people report: a copy of it, their words, their e-mail address if they gave it, and what was decided
privacy-reports-why = So that it can be decided, and looked at again
privacy-reports-long = { $days }; one that waits for a decision, until then

problem-blocked = This address, or its whole server, is blocked on { $pod }. The account itself is untouched.
problem-runs-the-pod = Somebody who runs or moderates this pod has this address. Take the role away first.
problem-own-decision = You made the decision, or it is about you: somebody else who looks after this pod has the say.
problem-out-of-reach = This member is gone from the pod, or has a role and is not yours to suspend. Nothing was decided.
problem-reported-often = This was reported often already, and will be looked at. Thank you.
problem-text-too-soon = This text holds, and members are told of a change { $days } days before. Write { $days } or more.
problem-texts-full = There are 200 versions of this text already, and no more are kept. Ask those who run the platform.

mails-report-answered = An answer to a report
mail-report-subject = { $pod }: an answer to your report
mail-report = There is an answer to what you reported on { $pod }.
mail-report-look = Read it here:
mail-why-reported = You get this mail because your address was given with a report on { $pod }.

audit-report-read = Report { $report } was read, with what was reported
audit-report-decide = A report was decided: { $verdict ->
    [dismissed] nothing is done
    [hidden] it is hidden
    [suspended] the member is suspended
   *[other] { $verdict }
}
audit-report-answer = { $upheld ->
    [true] An appeal was answered: the decision stays
   *[other] An appeal was answered: the decision is turned
}
audit-post-show = A post or comment that was hidden is shown again
audit-block-add = { $everywhere ->
    [true] { $who } was blocked on all pods
   *[other] { $who } was blocked
}
audit-block-add-until = { $everywhere ->
    [true] { $who } was blocked on all pods until { $day }
   *[other] { $who } was blocked until { $day }
}
audit-block-remove = { $everywhere ->
    [true] { $who } is not blocked on all pods any more
   *[other] { $who } is not blocked any more
}
audit-text-change = { $kind ->
    [rules] New rules were written, which hold from { $day } on
    [privacy] What is added to privacy was written anew, and holds from { $day } on
    [legal] The legal notice was written anew, and holds from { $day } on
   *[other] A text was written anew, and holds from { $day } on
}
audit-text-withdraw = { $kind ->
    [rules] The new rules that were announced for { $day } were taken back
    [privacy] What was to be added to privacy from { $day } on was taken back
    [legal] The legal notice that was announced for { $day } was taken back
   *[other] A text that was announced for { $day } was taken back
}

# The console of those who look after the deployment, on the platform's host.

nav-admin = Look after this deployment
admin-desk-pods = Pods
admin-desk-plans = Plans
admin-desk-admins = Admins
admin-desk-health = Health
admin-desk-audit = What was done

admin-login-title = Sign in as an admin
admin-login-lead = For those who look after this deployment. Your XMPP server is asked whether the password is right; nothing of it is kept.
admin-login-members = Do you look for your pod?
setup-title = The first admin
setup-lead = Nobody looks after this deployment yet. Whoever is named here becomes its first admin, and this browser is signed in.
setup-jid-hint = An address of any XMPP server, like name@server. Its password is asked for at the next sign-in.
setup-submit = Become the first admin
setup-once = This link signs you in once, without asking your XMPP server.
setup-as = Sign in as { $jid }
setup-gone = This link is not good any more
setup-gone-text = It was used, is older than a day, or there is an admin by now. Nothing happened. `cosse admin link ADDRESS` prints another for an admin.

pods-title = Pods
pods-lead = { $count ->
     [one] One pod
    *[other] { $n } pods
} on this deployment.
pods-new = Make a pod
pods-q = Name or host name
pods-state = State
pods-any-state = All but deleted
pods-plan = Plan
pods-own-figures = Own figures
pods-sort-name = By name
pods-sort-members = Most members first
pods-sort-media = Most media first
pods-sort-sessions = Most sessions first
pods-sort-created = Youngest first
pods-found = Pods found
pods-choose = Choose
pods-choose-one = Choose { $name }
pods-pod = Pod
pods-since = Since
pods-acts = With those that are chosen
pods-none = No pods so far
pods-none-text = A pod is a community’s own network, on its own host name. Make the first one, and hand it to whoever is to run it.
pods-empty = No pod like this
pods-empty-text = No pod answers all that you asked for.
pods-all = Show all pods
pod-state-active = in use
pod-state-read-only = read-only
pod-state-suspended = suspended
pod-state-closing = closing
pod-state-deleted = deleted
pod-hosts = Host names
pod-page = Front page
pod-uses = What it uses
pod-limits-save = Set the limits
pod-operators = Who runs it
pod-no-operators = Nobody so far. Invite somebody below: whoever follows the link becomes an operator.
pod-done = What was done to it
footing-given = served
footing-pending = to be proven
footing-proven = proven
footing-missing = proof missing
footing-lapsed = proof lapsed, not served
meter-of = { $used } of { $most }

turn-resume = { $n ->
     [one] Put { $name } into use again?
    *[other] Put { $n } pods into use again?
}
turn-resume-text = Members sign in and write as before.
turn-resume-yes = Put into use
turn-read-only = { $n ->
     [one] Make { $name } read-only?
    *[other] Make { $n } pods read-only?
}
turn-read-only-text = Everything stays where it is and can be read. Nothing is written until it is put into use again.
turn-read-only-yes = Make read-only
turn-suspend = { $n ->
     [one] Suspend { $name }?
    *[other] Suspend { $n } pods?
}
turn-suspend-text = Every page says that the pod is suspended, and why. Sessions end. Nothing is deleted, and you can end it at any time.
turn-suspend-yes = Suspend
turn-close = { $n ->
     [one] Close { $name }?
    *[other] Close { $n } pods?
}
turn-close-text = Until that day every page says so, so that members can take their things home. From then on there is only a farewell.
turn-close-yes = Close
turn-on = On which day
turn-on-hint = As in 2027-01-31, at least two weeks ahead.
turn-farewell = What it says from then on
turn-farewell-hint = Markdown. You can leave it empty.
turn-moved-to = Where it goes on
turn-moved-to-hint = A host name like garden.example, if it does. Members and directories are told. Left empty, what was said before holds.
turn-delete = { $n ->
     [one] Delete { $name }?
    *[other] Delete { $n } pods?
}
turn-delete-text = It is gone for everybody at once. For 30 days it can be restored as it was; after that nothing is left.
turn-delete-yes = Delete
turn-restore = { $n ->
     [one] Restore { $name }?
    *[other] Restore { $n } pods?
}
turn-restore-text = It comes back as it was before it was deleted.
turn-restore-yes = Restore
turn-reason-hint = Whoever comes reads it, and it stands in the log. You can leave it empty.

new-pod-title = A new pod
new-pod-host = Host name
new-pod-host-hint = Below the platform’s own domain it is served at once; any other name needs a record in its DNS first.
new-pod-trusted = I vouch for this name: no record in DNS is needed
new-pod-like = It may be like another pod’s; I have looked
new-pod-domain = XMPP domain of its own accounts
new-pod-domain-hint = Leave it empty if members bring their own accounts. A managed one is called like the pod’s host if you leave it empty, a shared one like the deployment’s.
new-pod-domain-kind = Where its own accounts are
new-pod-domain-none = Nowhere: members bring theirs
new-pod-domain-own = On a server that this deployment does not run
new-pod-domain-managed = On a domain of its own, which this deployment makes
new-pod-domain-shared = On a domain that pods of this deployment share
new-pod-submit = Make the pod
hand-over-email = E-mail of who is to run it
hand-over-hint = Gets a link that is good for one person and two weeks. Whoever follows it becomes an operator.
hand-over-no-mail = No mail is sent here: give the link yourself. It is good for one person and two weeks.
new-pod-contact-hint = Gets a mail when members, media, sessions or the sign-ups of a day come near their limit, and when sign-ups pause by themselves. Left empty, it is the address above, if there is one. Neither members nor visitors are shown it; answers to mails of the pod go there, too. Operators change it.
hand-over-submit = Invite to run this pod
invites-runs = makes an operator
invite-runs = Whoever takes this invitation runs the pod from then on.
invite-take = Run this pod
hand-over-made = The invitation is made. Its link is shown only now:
limits-plan-hint = With a plan, its figures hold instead of those below.
limits-members = Members at most
limits-media = Megabytes of media at most
limits-sessions = Live sessions at most
limits-signups = Sign-ups a day
limits-upload = Kilobytes of one upload at most
limits-upload-hint = Also holds with a plan that does not say it. Pictures and logos have 5 MB at most in any case.

plans-title = Plans
plans-lead = Limits with a name. A pod that has a plan gets its new limits when the plan changes.
plans-empty = No plans so far
plans-empty-text = With plans you need not type the same figures for each pod. Make the first one below.
plans-pods = Pods
plans-upload = One upload
plans-upload-unsaid = as each pod has it
plans-upload-hint = May be empty: then each pod keeps what it has. Pictures and logos have 5 MB at most in any case.
plans-remove = Remove
plans-put = Make or change a plan
plans-put-text = The name of a plan that is there changes it, and every pod that has it.
plans-save = Save the plan
sure-plan-put = Change the plan { $name }?
sure-plan-put-text = { $n ->
     [one] One pod has it, and has the new limits at once. Under what it uses they delete nothing: they only stop what is new.
    *[other] { $n } pods have it, and have the new limits at once. Under what they use they delete nothing: they only stop what is new.
}
sure-plan-remove = Remove the plan { $name }?
sure-plan-remove-text = { $n ->
     [0] No pod has it.
     [one] One pod has it, and keeps its limits as figures of its own.
    *[other] { $n } pods have it, and keep its limits as figures of their own.
}

admins-title = Admins
admins-lead = Who is here looks after all pods: their names, limits and states. Nobody here reads messages.
admins-add = Make an admin
admins-remove = Remove
sure-admin-remove = Is { $jid } to be an admin no longer?
sure-admin-remove-text = Nothing here is found any more from that account, at once and in every browser, and its links are worth nothing.

admin-announcing-lead = Members of these pods see it on top of their feed, as said by the platform; those who run a pod cannot withdraw it there. It is in the log of each pod.
admin-announcing-pods = Pods
admin-announcing-pods-hint = Their host names, one on each line. Empty: all pods.
admin-announcing-on = { $n ->
     [one] On one pod
    *[other] On { $n } pods
}

health-title = How the deployment is
health-lead = What the database knows, and what this process knows of itself. For more, see /metrics on the operations port.
health-sessions = Sessions
health-no-sessions = No sessions
health-no-sessions-text = Once members sign in, you see here how many are connected, pod by pod.
health-all = All pods
health-online = Connected
health-signing-in = Connecting
health-reconnecting = Coming back
health-needs-password = Need a password
health-rest = The rest
health-commands = Commands that wait for XMPP servers
health-mails = Mail
health-no-mail = None is sent: no mail server is named.
health-mails-say = { $waiting } wait, { $failed } given up, { $unsure } may have been sent.
health-oldest = The oldest waits since
health-pool = Connections to the database ({ $name })
health-pool-says = { $busy } busy, { $idle } idle; waited for { $waits } times.
health-migrations = Migrations
health-migrations-say = { $n }, the last one { $last }
health-version = Version

deployment-title = What was done to the deployment
deployment-lead = Admins and their sign-ins, plans, tokens, pods that came and went, blocks on all pods, and the directory. What else was done to a pod stands on its own page. Nothing in this list can be changed or taken out without showing.
deployment-empty = Nothing like this
deployment-empty-text = No entry answers all that you asked for.
deployment-all = Show everything
deployment-kind-admin-grant = New admins
deployment-kind-admin-revoke = Admins who left
deployment-kind-admin-link = Links for admins
deployment-kind-admin-enter = Sign-ins with a password
deployment-kind-admin-follow = Sign-ins by a link
deployment-kind-plan-put = Plans made or changed
deployment-kind-plan-remove = Plans removed
deployment-kind-pod-create = Pods made
deployment-kind-pod-resume = Pods in use again
deployment-kind-pod-read-only = Pods that could only be read
deployment-kind-pod-suspend = Pods suspended
deployment-kind-pod-close = Pods that close
deployment-kind-pod-delete = Pods deleted
deployment-kind-pod-restore = Pods restored
deployment-kind-pod-purge = Pods of which nothing is left
deployment-kind-block-add = Blocks on all pods
deployment-kind-block-remove = Blocks that ended
deployment-kind-listing-let-in = Pods elsewhere let in
deployment-kind-listing-keep-out = Pods elsewhere kept out
deployment-kind-listing-review = Pods elsewhere to be looked at
deployment-kind-listing-undo = Decisions taken back
deployment-kind-listing-remove = Pods elsewhere taken out
deployment-kind-import-add = Lists that are read
deployment-kind-import-remove = Lists that are not read any more
deployment-kind-pod-report-decide = Decisions on reports of pods
deployment-kind-token-create = Tokens made
deployment-kind-token-revoke = Tokens revoked
deployment-admin-grant = { $what } became an admin
deployment-admin-revoke = { $what } is an admin no longer
deployment-admin-link = A link was made by which { $what } signs in once
deployment-admin-enter = { $what } signed in with a password
deployment-admin-follow = { $what } signed in by a link
deployment-plan-put = The plan { $what } was made or changed
deployment-plan-remove = The plan { $what } was removed
deployment-pod-create = The pod { $what } was made
deployment-pod-resume = The pod { $what } is in use again
deployment-pod-read-only = The pod { $what } could only be read from then on
deployment-pod-suspend = The pod { $what } was suspended
deployment-pod-close = The pod { $what } was given a day on which it closes
deployment-pod-delete = The pod { $what } was deleted
deployment-pod-restore = The pod { $what } was restored
deployment-pod-purge = Nothing is left of the pod { $what }
deployment-block-add = { $what } was blocked on all pods
deployment-block-remove = { $what } is not blocked on all pods any more
deployment-listing-let-in = { $what } was let into the directory
deployment-listing-keep-out = { $what } was kept out of the directory
deployment-listing-review = { $what } is not in the directory until somebody has looked at it
deployment-listing-undo = What was decided of { $what } was taken back
deployment-listing-remove = { $what } was taken out of the directory
deployment-import-add = The list { $what } is read
deployment-import-remove = The list { $what } is not read any more
deployment-pod-report-decide = A report of { $what } was decided
deployment-token-create = The token { $what } was made
deployment-token-revoke = The token { $what } was revoked

audit-invite-operator = An invitation to run the pod was made
audit-invite-operator-sent = An invitation to run the pod was made and sent by mail
audit-invite-operator-mail = An invitation to run the pod was made for { $mail }
audit-plan = Plan
mails-operator-invited = An invitation to run the pod
mail-operator-subject = { $pod } is yours to run
mail-operator = The admins of this platform would like you to run { $pod }. The link below is for you alone, and good until { $day }: sign in by it with an XMPP account that you have, or make one, and you are an operator.
mail-operator-console = Its console is then here:
mail-why-operator = You get this because an admin gave your address as that of somebody who is to run { $pod }. If you do not know why, do nothing: the link becomes worth nothing.

problem-last-admin = Nobody would look after this deployment any more. Make somebody else an admin first.
problem-not-an-admin = Address or password is wrong, or this account is not an admin’s.
problem-host-invalid = This cannot be a pod’s host name. Write one like garden.example, of one script only.
problem-host-taken = Another pod has this host name already.
problem-host-held = This host name was another pod’s not long ago and is held back for it. If you vouch for it, tick the box.
problem-host-own = This is a name of the pod itself. Write where it goes on, or leave it empty.
problem-host-like = This name { $others }. If it is meant all the same, tick the box.
problem-host-same = This name { $others }, and nobody could tell the two apart. Choose another.
problem-no-such-pod = No pod has the host name { $host }. Nothing was announced.
problem-no-such-plan = There is no such plan any more. Choose another.
problem-domain-taken = Another pod has this XMPP domain. A managed one is one pod’s alone; a shared one is shared by all that have it.
problem-no-prosody = This deployment makes no domains: it was started without --prosody-admin.
problem-no-shared-domain = This deployment has no domain that pods share: name one.
problem-no-mail = No mail is sent here: leave this empty, and give the link yourself.
problem-day-too-early = Members need two weeks to take their things home: { $first } is the first day that can be.
problem-not-from-here = These pods do not become this from the state that they are in.

admin-desk-directory = Directory
listings-title = Pods of other deployments
listings-lead = Whoever knows a pod may name it. It is fetched from its own host, watched, and shown as long as it is good; here is why, where it is not.
listings-q = Name
listings-state = State
listings-any = Any
listings-search = Search
listings-pod = Pod
listings-good = Last good
listings-next = Next look
listings-checks = Good looks
listings-of = { $good } of { $total }
listings-why = Why
listings-never = Never
listings-turn = Do
listings-turn-of = What to do with { $domain }
listings-reason = Reason
listings-do = Do it
listings-check = Look now
listings-allow = Let it in, from the beginning
listings-block = Keep it out
listings-remove = Take it out
listings-undo = Take the decision back
listings-review = { $n ->
    [one] One pod is to be looked at.
   *[other] { $n } pods are to be looked at.
}
listings-review-text = Let it in, or keep it out; that holds for later looks, and can be taken back.
listings-imports = Lists that others keep of pods

imports-title = Lists that others keep of pods
imports-lead = What they say is signed by nobody. It stands in a section of its own in the directory, is recommended to nobody, and goes when it was in no list for 30 days. A pod in them that has a listing is looked at like any other.
imports-kind = Kind
imports-movim = Movim: /infos of a pod, or a list of those
imports-nodeinfo = NodeInfo of one server that speaks XMPP
imports-providers = List of XMPP Providers
imports-address = Address
imports-address-hint = As in https://data.xmpp.net/providers/v2/providers-A.json; for NodeInfo the server’s host name.
imports-add = Read it daily
imports-ran = Last read
imports-found = Pods
imports-counts = { $found }, left out { $out }
imports-error = What went wrong
imports-read = Read now
imports-remove = Remove
imports-empty = No list is read
imports-empty-text = Add one, so that the directory is not empty on its first day.
problem-list-invalid = Write an address that begins with https://, without a port; for NodeInfo a host name will do.
problem-lists-full = As many lists are read as can be. Remove one first.
listings-log = What became of them
listings-log-empty = Nothing so far.
listings-empty = No such pod
listings-empty-text = Nobody has named one that answers to this.

admin-blocks-lead = An address that is blocked here does not sign in or up on any pod, and nothing that it wrote is on their pages. To block a domain is to block all of its addresses. It stands in the log of every pod.
admin-blocks-empty-text = Addresses and domains that you keep out of all pods will stand here. A pod’s own blocks are its operators’.

pod-host-primary = links lead here
pod-host-record = It is served once this record is in its DNS, and for as long as it stays there. It is looked for again and again:
pod-host-new = One more host name
pod-host-add = Add the host name
pod-host-remove = Remove
pod-host-check = Look for the record now
pod-host-make-primary = Have links lead here
pod-host-silent = No name server answered for { $host }. It will be looked for again.
pod-host-nothing = The DNS of { $host } has no such record.
pod-host-says = The DNS of { $host } says something else there:
sure-host-remove = Take the host name { $host } away?
sure-host-remove-text = The pod is not there any more under this name, at once. If it was served, only this pod can have it back for 90 days.

sure-withdraw-text = { $n ->
    [one] It is gone from one pod at once, from its feeds and its front page, and does not come back. Mails that were sent stay with those who got them.
   *[other] It is gone from { $n } pods at once, from their feeds and front pages, and does not come back. Mails that were sent stay with those who got them.
}

sure-block-domain = Block all of { $domain } on all pods?
sure-block-domain-text = { $n ->
    [0] No member has an account there. Whoever has one does not sign in or up on any pod.
    [one] One member has an account there, and is signed out at once. Nothing from that domain is on the pods’ pages, in feeds or among comments any more.
   *[other] { $n } members have accounts there, and are signed out at once on all pods. Nothing from that domain is on the pods’ pages, in feeds or among comments any more.
}
sure-import-remove = Read the list { $address } no longer?
sure-import-remove-text = { $n ->
    [one] What it says of one pod is forgotten here at once. Added again, it is read anew.
   *[other] What it says of { $n } pods is forgotten here at once. Added again, it is read anew.
}
sure-statement-withdraw = Take back what is said of { $subject }?
sure-statement-withdraw-text = Directories that follow this one hear that it does not hold any more. What they did because of it is theirs to undo. To say it again, write it anew.

pod-domain-again = Prepare the domain again
pod-domain-set = Change the XMPP domain
pod-domain-given-up = An XMPP domain that the pod gave up
pod-domain-given-up-hint = What this deployment made stays on its server when a pod gets another domain. Here it is taken off it.
pod-domain-drop = Take the pod off it
problem-domain-in-use = The pod has its accounts on this domain. Give it another one first.
sure-domain-change = Give the pod the XMPP domain { $domain } instead of { $before }?
sure-domain-none = Take the XMPP domain { $before } from the pod?
sure-domain-text = Accounts on { $before } are the pod’s own no longer: nobody makes, suspends or recovers them here. They stay on their server, and whoever is a member stays one.
sure-domain-drop = Take the pod off { $domain }?
sure-domain-drop-text = If no other pod has its accounts there, the domain is served no longer, and its accounts sign in nowhere. They stay on the server’s disk.

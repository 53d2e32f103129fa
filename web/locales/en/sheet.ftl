# A pod's page in the directory, reports of pods, filters.

directory-before = Page before
directory-next = Next page
directory-page = Page { $page } of { $pages }
directory-further = More filters
directory-country = Country
directory-any-country = Any
directory-region = Region
directory-any-region = Any
directory-topic = Topic
directory-upload = Files of at least
directory-any-size = Any size
directory-megabytes = { $n } MB
directory-accepts = Lets in my address
directory-free = Free of charge
directory-no-email = Without an e-mail address
directory-looser = Each of these wishes must hold. Leave one out, and there are some:
without-words = Without the words
without-language = In any language
without-mode = Joined in any way
without-country = In any country
without-region = In any region
without-topic = On any topic
without-free = Also what costs something
without-no-email = Also with an e-mail address
without-upload = With files of any size
without-accepts = Whether or not they let in my address

sheet-joining = How to join
sheet-what = What it is
sheet-room = What one gets
sheet-approval = { $hours ->
     [0] usually within the hour
     [one] usually within an hour
    *[other] usually within { $hours } hours
}
sheet-places = Free places
sheet-price = Price
sheet-free = Free of charge
sheet-email = E-mail address
sheet-email-none = Not needed
sheet-email-optional = If you like
sheet-email-required = Needed
sheet-age = Least age
sheet-years = { $n ->
     [one] { $n } year
    *[other] { $n } years
}
sheet-accounts = Accounts from elsewhere
sheet-accounts-own = Only its own accounts sign in
sheet-accounts-any = Sign in with an account of any server
sheet-accounts-some = Sign in with accounts of some servers
sheet-place = Where
sheet-provider = Run by
sheet-hosted = Hosted by
sheet-texts = Its texts
sheet-rules = Rules
sheet-privacy = Privacy
sheet-legal = Legal notice
sheet-status = Whether all works
sheet-file = Largest file
sheet-files = All files of a member
sheet-unlimited = No limit
sheet-media = Files are kept
sheet-archive = Messages are kept
sheet-for-ever = For ever
sheet-days = { $n ->
     [one] One day
    *[other] { $n } days
}
sheet-backups = Backups
sheet-notice = Notice before it closes
sheet-software = Program
sheet-seen = What this directory has seen
sheet-uptime = Looks that went well
sheet-uptime-says = { $percent } of 100 looks in the last 30 days went well: { $good } of { $total }.
sheet-uptime-unit = of 100
sheet-why = Why it is here
sheet-why-own = It runs here, on the deployment of this directory, whose pods are in it by themselves.
sheet-why-named = Somebody named it; this directory knows it since { $day }. It reads what the pod says from the pod’s own host, and watches it for a while before it shows it.
sheet-why-order = Nobody pays for a place here. The list is in random order, weighted by free places, another one each day.
sheet-kept-out = Why it is kept out
sheet-kept-out-ours = This directory says:
sheet-kept-out-theirs = { $directory } asks others not to list it:
sheet-appeal = If you run this pod and think that is wrong:
sheet-appeal-ours = write to those who run this directory
sheet-appeal-theirs = appeal to { $directory }
sheet-leaving = If you are a member there
sheet-leaving-moved = It says that it goes on at { $host }. See first whether your address is let in there.
sheet-leaving-save = Sign in while it is there, and save what you want to keep: your posts, your pictures, your files. What you cannot save yourself, ask those who run it for.
sheet-leaving-account = Your account, your contacts and your messages are on your XMPP server. If that is another’s than the pod’s, they stay: sign in with the same address on another pod.
sheet-leaving-own = If your address is one of the pod’s own, open an account elsewhere while it is there, add your contacts, and tell them your new address.
sheet-leaving-go = Pods that let in my address
sheet-others = Pods that have room
sheet-report = Report this pod
sheet-operators = For whoever runs it
sheet-operators-own = Its operators change what stands here in their console, under Newcomers.
sheet-operators-other = What stands here is the pod’s signed listing at /.well-known/pod-listing.json. It is gone from here once it says "listing": "none", once that answers 404 or 410, or once robots.txt shuts CosseDirectory out.

standing-joinable = It takes people in.
standing-invite = Only who was invited comes in. Ask somebody who is there.
standing-closed = It takes in nobody at present.
standing-full = Every place is taken at present.
standing-paused = It takes in nobody for now. Look again in a while.
standing-closing = It closes, and takes in nobody any more.
standing-closing-at = It closes on { $day }, and takes in nobody any more.
standing-moved = It has moved to { $host }.
standing-unlisted = It wishes not to be in the lists. Ask those who run it whether you can join.
standing-no-contact = It names nobody to tell of abuse, so this directory sends nobody there.
standing-sated = It was sent as many newcomers today as it wishes. Come back tomorrow.
standing-submitted = It was named, and this directory has not seen a good listing there yet.
standing-probation = It is being watched before it is shown here.
standing-stale = It has not answered well for some hours, so nobody is sent there.
standing-down = It has not answered for a day or more, so nobody is sent there.
standing-gone = It is gone: it has not answered for weeks.
standing-review = Those who run this directory are to look at it first.
standing-blocked = Those who run this directory keep it out.

seen-joinable = It is recommended: it is in the list, and can be picked.
seen-shut = It is not recommended: it takes in only who was invited, or nobody. It is back as soon as people can join, or ask to.
seen-full = It is not recommended: every place is taken. It is back as soon as one is free.
seen-paused = It is not recommended: sign-ups are paused, today’s are used up, or the pod is not in use. It is back as soon as that is over.
seen-leaving = It is not recommended: it says that it closes or has moved.
seen-unlisted = It is not recommended: it says that it does not wish to be.
seen-no-contact = It is not recommended: it names nobody to tell of abuse. Name an address under contacts.abuse.
seen-sated = It is not recommended any more today: it was sent as many newcomers as its daily budget allows. Raise the budget, or wait for tomorrow.
seen-submitted = It is not shown yet: its listing was not good so far. It is looked at every few hours; name it again to have it looked at sooner.
seen-probation = It is not shown yet: it is watched, and shown when nine of ten looks in that time were good.
seen-silent = It is not recommended: it has not answered, or its listing has expired. It is back with the next good look.
seen-gone = It is not shown: it has not answered for weeks. Name it again when it is back.
seen-review = It is not shown: its name is like another one’s, or somebody reported it. Write to those who run this directory if that takes long.
seen-blocked = It is not shown: those who run this directory keep it out. Write to them if you think that is wrong.

pod-report-title = Report a pod
pod-report-lead = Those who run this directory read this. They decide whether the pod stays in it; they cannot take anything away on the pod itself. Report single posts on the pod.
pod-report-lead-own = Those who run the deployment that this pod is on read this. Report single posts on the pod.
pod-report-illegal = What is there breaks the law
pod-report-misleading = It is not what it says
pod-report-hostile = Spam or attacks come from it
pod-report-broken = One cannot join, or nothing works
pod-report-other = Something else
pod-report-words-hint = What should they know? You can leave it empty. Do not write who you are.
pod-receipt-keep = Keep the address of this page: only whoever has it sees what became of your report. It is deleted { $days } days after it is decided.
pod-receipt-open = Nobody has decided yet. Look here again in a while.
pod-verdict-dismissed = Nothing is done
pod-verdict-review = It is not shown until somebody has looked at it
pod-verdict-blocked = It is kept out of the directory
pod-verdict-settled = It was seen to in another way

listings-reports = { $n ->
     [0] No report of a pod waits
     [one] One report of a pod waits
    *[other] { $n } reports of pods wait
}
pod-reports-title = Reports of pods
pod-reports-lead = What visitors reported of pods in the directory. A pod of this deployment is kept out by suspending it.
pod-reports-none = Nothing waits
pod-reports-verdict = Decision
pod-reports-reason-hint = Whoever reported it reads this.

listing-seen = How this directory sees it
listing-seen-own = It runs here, and is in the directory of this deployment by itself.
listing-sent = Newcomers sent from here: { $today } today, { $month } in the last 30 days.
listing-sheet = Its page in the directory

country-name = { $code ->
     [at] Austria
     [be] Belgium
     [bg] Bulgaria
     [br] Brazil
     [ca] Canada
     [ch] Switzerland
     [ci] Côte d’Ivoire
     [cm] Cameroon
     [cy] Cyprus
     [cz] Czechia
     [de] Germany
     [dk] Denmark
     [dz] Algeria
     [ee] Estonia
     [es] Spain
     [fi] Finland
     [fr] France
     [gb] United Kingdom
     [gr] Greece
     [hr] Croatia
     [hu] Hungary
     [ie] Ireland
     [is] Iceland
     [it] Italy
     [jp] Japan
     [lt] Lithuania
     [lu] Luxembourg
     [lv] Latvia
     [ma] Morocco
     [mt] Malta
     [nl] Netherlands
     [no] Norway
     [nz] New Zealand
     [pl] Poland
     [pt] Portugal
     [ro] Romania
     [rs] Serbia
     [se] Sweden
     [si] Slovenia
     [sk] Slovakia
     [sn] Senegal
     [tn] Tunisia
     [tr] Türkiye
     [ua] Ukraine
     [us] United States
    *[other] { $letters }
}

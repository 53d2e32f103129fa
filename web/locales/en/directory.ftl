# The platform: directory, search, arriving at one's pod.

home-heading = A place online for the people you know
home-tagline = Small social networks, each run by somebody you can ask, all able to talk to each other.
home-pick = Pick one for me
home-go = I have a pod
home-one = Choose a pod
home-one-text = Each is a community of its own, with its own rules. They take in as many people as they can look after.
home-two = Write
home-two-text = For your contacts or for the whole web. You see before you send who will read it.
home-three = Reach everyone
home-three-text = Pods speak XMPP. Friends on other pods are an address away, as with e-mail.

directory-title = Pods that have room
directory-results = Pods found
directory-q = Words
directory-language = Language
directory-mode = How to join
directory-sort = Order
directory-any = Any
directory-search = Search
directory-count = { $n ->
     [0] No pod.
     [one] One pod.
    *[other] { $n } pods.
}
directory-draw = In random order, weighted by free places; another one each day.
directory-none = No pod has room at present
directory-none-text = Pods appear here as soon as they take in people again. Come back soon.
directory-nothing = No pod answers to that
directory-nothing-text = Try fewer words, or any language.
directory-all = All pods
sort-draw = Drawn by lot
sort-name = By name
sort-newest = Newest first
sort-smallest = Smallest first
mode-open = Join at once
mode-confirmed = Open, with a confirmed e-mail address
mode-approval = On request
mode-invite = By invitation
mode-closed = Takes in nobody
places-unlimited = Room for everyone
places-none = No free place
places-band = { $from } to { $to } free places
places-at-least = { $from } free places or more
pod-any-account = Accounts from elsewhere welcome
pod-email-none = no e-mail address needed
pod-email-optional = e-mail address if you like
pod-email-required = e-mail address needed
pod-uptime = { $percent }% of checks answered
pod-run-by = Run by { $provider }
pod-since = since { $year }
pod-join = Join
pod-ask = Ask to join
pod-look = Have a look

go-title = Go to my pod
go-lead = Type your address, and arrive where you belong.
go-label = Your address, or your pod’s
go-hint = name@server, or the pod’s host name. Only this browser remembers it.
go-last = Last time you went to
go-submit = Go

pick-title = Drawn for you
pick-lead = You can join at once. Whichever you choose, you reach the same people.
pick-none = No pod to join at once
pick-none-text = Some take people in on request or by invitation.

directory-add = Add a pod from elsewhere
imported-title = Not checked by us
imported-text = Others have these in their lists. We know neither whether they take people in nor how they are run, and we recommend them to nobody.
imported-from = From { $source }, seen
pod-seen = Served elsewhere; last seen

add-title = Add a pod
add-lead = Pods that others run can be in this directory, too. Name one, and it is fetched from its own host.
add-label = The pod’s host name
add-hint = As in garden.example, without https://
add-submit = Add it
add-remove = To take a pod of yours out, have its listing say "listing": "none", or shut CosseDirectory out in its robots.txt. It is gone at the next look.
add-submitted = it is looked at in a moment. If its listing is good, it is watched, and shown from { $day } on.
add-probation = it is being watched. It is shown when nine of ten looks in that time were good.
add-listed = it is in the directory already.
add-silent = it was silent or gone. It is looked at again, once an hour at most.
add-unlisted = its listing says that it does not wish to be shown. It is looked at again.
add-closing = its listing says that it will close or has moved.
add-review = its name is like another one’s. Those who run this directory look at it first.
add-blocked = those who run this directory keep it out. Ask them.

life-submitted = Named
life-probation = Watched
life-listed = Listed
life-stale = Stale
life-down = Down
life-gone = Gone
life-tombstone = Only its name
life-unlisted = Wishes not to be shown
life-closing = Closing
life-review = To be looked at
life-blocked = Kept out

problem-pod-domain-invalid = This cannot be a pod’s host name. Write one like garden.example, without https:// and without a port.
problem-pod-domain-own = This name is of this deployment. Its own pods are in the directory by themselves.
problem-pod-domain-same = This name looks the same as { $other }, and nobody could tell the two apart. Ask those who run this directory.
problem-directory-full = The directory knows as many pods as it can. Ask those who run it.

pod-why = Why it is here
pod-why-room = It takes people in, has a free place, and names somebody to tell of abuse.
pod-why-uptime = It answered { $percent } % of { $checks } checks in thirty days.
pod-why-months = { $n ->
     [0] This directory has known it for less than a month.
     [one] This directory has known it for a month.
    *[other] This directory has known it for { $n } months.
}
pod-why-beside = { $n ->
     [one] One other pod is at the same host; for the draw they are one host.
    *[other] { $n } other pods are at the same host; for the draw they are one host.
}
go-own = Pods of { $domain }
go-own-text = Pods elsewhere only say so; nobody has checked it. If one of these is yours, go there.
go-open = Pods that let in accounts of { $domain }
go-open-text = As far as they say. In random order, weighted by free places.
go-more = There are more of them than are shown here.
pick-stays = Today the draw stays as it is for this browser; tomorrow there is another.

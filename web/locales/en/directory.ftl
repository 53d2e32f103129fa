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
mode-approval = On request
mode-invite = By invitation
mode-closed = Takes in nobody
places-unlimited = Room for everyone
places-none = No free place
places-band = { $from } to { $to } free places
places-at-least = { $from } free places or more
pod-any-account = Accounts from elsewhere welcome
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
pick-again = Draw again
pick-none = No pod to join at once
pick-none-text = Some take people in on request or by invitation.

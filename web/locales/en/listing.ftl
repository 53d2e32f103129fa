# How newcomers find a pod: what it says of itself to directories.

desk-listing = Newcomers

listing-title = How newcomers find this pod
listing-lead = Directories read this, here and elsewhere. Name, sentence, language, rules and room come from the pod’s other settings; how many members there are is only told roughly.
listing-preview = As directories show it
listing-not-shown = At the moment no directory recommends this pod to newcomers.
listing-document = The signed document that directories read
listing-joining-open = Newcomers join at once.
listing-joining-approval = Newcomers ask to be let in.
listing-joining-invite = Only who was invited comes in.
listing-joining-closed = The pod takes in nobody.
listing-joining-full = The pod is full.
listing-joining-paused = Sign-ups are paused: by whoever runs the pod, because today’s are used up, or because the pod is not in use.
listing-joining-closing = The pod closes.

listing-visibility = In directories
listing-visibility-hint = Not in the lists: the document stays, and no directory recommends the pod. Nowhere: there is no document any more, and directories forget the pod.
listing-public = Shown
listing-unlisted = Not in the lists
listing-none = Nowhere
listing-topics = What it is about
listing-topics-hint = A few words with commas between them, as in drawing, ceramics. At most ten.
listing-region = Region
listing-region-hint = As in Brittany, or EU.
listing-country = Country
listing-country-hint = Two letters, as in fr. It can be left empty.
listing-budget = Newcomers a day
listing-budget-hint = More than these no directory should send in a day. It can be left empty.
listing-min-age = Least age
listing-price = What it costs
listing-price-hint = As in 2 EUR a month. Leave it empty if it is free of charge.
listing-provider = Who runs it
listing-provider-hint = The address of a page, with https://. If it is left empty, it is the platform’s.
listing-organization = What that is
listing-unsaid = Not said
listing-non-governmental = An association, a cooperative, a foundation
listing-private-person = One person
listing-company = A company
listing-commercial-person = One person, for money
listing-governmental = A public body
listing-bus-factor = People who can keep it running
listing-bus-factor-hint = How many could do it alone if the others were away.
listing-backups = Backups
listing-backups-hint = As in every night.
listing-notice = Days of notice before it closes
listing-notice-hint = What you promise your members.
listing-abuse = Where abuse is told of
listing-abuse-hint = One address on each line; each begins with mailto:, xmpp: or https://. If it is left empty, it is those who run the pod.
listing-support = Where members are helped
listing-support-hint = In the same way. It can be left empty.
listing-status = Page that says whether all works
listing-status-hint = With https://. It can be left empty.
listing-save = Save

problem-country-invalid = Write the country as two letters, as in fr.
problem-contact-invalid = { $link } is no address that begins with mailto:, xmpp: or https://.

audit-listing-change = What directories are told of the pod was changed
audit-key-rotate = Another key was made that signs what the pod says of itself: { $key }

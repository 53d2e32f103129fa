# The pod's logo, its welcome, its links, and the languages that it speaks.

logo-title = Logo
logo-text = Where the pod’s name stands, in the tabs of browsers, in the directory and in previews of links. It is drawn anew as a square, and nothing else of the file is kept.
logo-label = A new logo
logo-words = What it shows
logo-words-hint = For people who do not see it. Leave it empty if it only repeats the pod’s name.
logo-none = No logo so far: the first letter of the pod’s name stands for it.
logo-remove = Remove the logo
logo-before = The logo before
logo-before-text = This is the logo before. It is kept, and counts to the pod’s media, until you save another one or forget it.
logo-restore = Bring it back
logo-forget = Forget it for good

problem-logo-missing = There is no logo yet. Choose a file.
problem-media-full = There is no room for this picture: the pod’s media are full, or what is left of them is kept for uploads. What is here stays as it is.

audit-logo-set = The logo was changed, or what it shows in words
audit-logo-remove = The logo was removed
audit-logo-restore = The logo before was brought back
audit-logo-forget = The logo before was forgotten

introduction-title = Welcome, links and languages
introduction-welcome = What the pod says to whoever comes
introduction-welcome-hint = In Markdown, 5,000 characters at most. Visitors read it on the front page, and whoever has just joined above the first steps. Leave it empty to say nothing.
links-title = Elsewhere
links-label = Links
links-hint = One a line, at most ten: an address that begins with https://, mailto: or xmpp:, a blank, and what it is called. They stand on the front page and on the page about this pod.
languages-label = Further languages
languages-hint = Languages that are spoken here beside the pod’s own, as in “br de pt-br”. People look for them in the directory.

problem-address-not-linked = “{ $link }” is no address that begins with https://, mailto: or xmpp:.
problem-too-many = At most { $most } can be here.
problem-language-invalid = “{ $tag }” is no language as it is written here: two or three letters, as in br, perhaps with a region, as in pt-br.

audit-introduction-change = The welcome, links or further languages were changed

confirm-forget-logo = Forget the logo before for good?
confirm-forget-logo-text = Its file is deleted, and its bytes are free again. It cannot be brought back. The logo that is shown now stays.
confirm-forget-logo-yes = Forget it for good

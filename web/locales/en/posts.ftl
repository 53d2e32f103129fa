# Posts, comments, the composer, feed and blog.

audience-label = Who can read this:
audience-contacts = Contacts
audience-contacts-is = Only people whom you both accepted can read it.
audience-pod = This pod
audience-pod-is = All members of { $pod } can read it.
audience-community = Community
audience-community-is = The readers of one community can read it.
audience-everyone = Everyone
audience-everyone-is = Anybody on the web can read it, without an account.

post-by = A post by { $name }
post-edited = edited
post-tags = Tags
post-comment = Comment
post-comments = { $n ->
     [one] 1 comment
    *[other] { $n } comments
}
post-more = More about this post
post-open = Open
post-open-public = Public page
post-delete = Delete…
posts-new-one = { "{n}" } new post
posts-new-other = { "{n}" } new posts

comment-by = A comment by { $name }
comment-delete = Delete this comment
comment-label = Your comment
comment-send = Comment
comments-title = Comments
comments-empty = Nobody has said anything yet.
comments-off = This post takes no comments.
comments-sign-in = Sign in to comment

composer-title = Write a post
composer-label = What is new where you are?
composer-add-title = Add a title
composer-title-label = Title
composer-audience = Who will read this?
composer-contacts-read = { $n ->
     [0] Your contacts will read this: nobody yet.
     [one] Your one contact will read this.
    *[other] Your { $n } contacts will read this.
}
composer-everyone-reads = Anybody on the web will be able to read this.
composer-everyone-is = Anybody on the web, without an account. By XMPP only your contacts get it.
composer-publish = Publish
composer-sending = Sending…
composer-sent = Sent.
composer-failed = Not sent. Your text is still here: try again. { "{reason}" }
count-left-one = { "{n}" } character left
count-left-other = { "{n}" } characters left

feed-title = Feed
feed-tabs = Which posts
feed-all = All
feed-contacts = Contacts
feed-pod = This pod
feed-here = Here now
feed-nobody-here = None of your contacts, just now.
feed-tags = Talked about
feed-empty = Quiet in here so far
feed-empty-text = What your contacts write appears here by itself, newest first.
feed-empty-alone = What your contacts write appears here by itself. Add somebody whose address you know.
feed-empty-step = Find your people

blog-posts = Public posts
blog-feed = Atom feed
blog-empty = Nothing public yet
blog-empty-text = { $name } has not written anything for everyone so far.
blog-empty-mine = This is your public page
blog-empty-mine-text = What you write for everyone stands here, for anybody on the web.
blog-empty-step = Write something

confirm-no = No, keep everything
confirm-delete = Delete this?
confirm-delete-text = It goes from here and from your server. Copies that others already made stay with them.
confirm-delete-yes = Delete it

# What is not sent yet.
unsent-title = Not sent yet
unsent-waits = Waits for your server, and will be sent.
unsent-refused = Was not sent.
unsent-again = Try again
unsent-discard = Discard

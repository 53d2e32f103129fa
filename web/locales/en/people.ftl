# Contacts and profiles.

contacts-title = People
contacts-requests = They ask you
contacts-list = Your contacts
contacts-add = Add
contacts-add-label = Address of somebody you know
contacts-add-hint = Like e-mail: name@server, on any pod or XMPP server.
contacts-empty = No contacts yet
contacts-empty-text = Ask a friend for the address, and type it above. Once the answer is yes you read each other’s posts.
contact-accept = Accept
contact-refuse = No
contact-add = Add as contact
contact-remove = Remove…
contact-here = here now
contact-asked = Asked, no answer yet.
contact-asks = Asks to be your contact.
contact-one-way = Only one of you sees the other’s posts.
contact-posts = Posts that you may read
contact-public-page = Public page
contact-empty = Nothing for you here yet
contact-empty-text = As soon as { $name } writes something that you may read, it is here.
standing-me = This is you.
standing-stranger = Not one of your contacts.
standing-mutual = You are each other’s contact.
confirm-remove = Remove { $name } from your contacts?
confirm-remove-text = You and { $name } will no longer read what the other writes for contacts.
confirm-remove-yes = Remove

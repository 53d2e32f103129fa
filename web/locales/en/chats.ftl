# Chats and messages.

nav-chat = Chat
nav-unread = { $n ->
     [one] unread message
    *[other] unread messages
}
contact-chat = Message
day-today = Today
day-yesterday = Yesterday

chats-title = Chat
chats-label = Your conversations
chats-skip = Skip to the conversation
chats-new = New conversation
chats-new-label = Whom do you want to write to?
chats-new-submit = Open
chats-empty = No conversations yet
chats-empty-text = Write to one of your contacts. What you both say stays here, and in all your other clients.
chats-empty-step = Choose a contact
chats-choose = Choose a conversation
chats-choose-text = Or begin a new one with anybody whose address you know.
chats-older = Earlier conversations
chats-newest = Newest conversations

chat-back = All conversations
chat-log = Messages with { $name }
chat-earlier = Earlier messages
chat-earlier-missing = Your server did not give us what came before. Nothing is lost; try again.
chat-newest = Newest messages
chat-beginning = Your conversation with { $name } begins here.
chat-empty = Say something to { $name }
chat-empty-text = It goes to the two of you and nobody else. Your servers keep it, so that all your clients have it.
chat-stranger = { $name } is not in your contacts.
chat-asks = { $name } asks to be your contact.
chat-field = Message to { $name }
chat-placeholder = Message
chat-send = Send
chat-enter = Enter sends, Shift + Enter begins a new line.
chat-typing = { $name } is writing…
chat-new = New messages
chat-read = Mark as read
chat-to-end = To the newest message

message-from = { $name }:
message-you = You:
message-waiting = Waits for your server
message-sending = Being sent
message-sent = Sent
message-received = Arrived
message-displayed = Seen
message-unsure = May not have been sent
message-refused = Not delivered
message-waiting-text = Waits for your server, and will be sent.
message-unsure-text = This may not have been sent: the connection was cut in between.
message-refused-text = This was not delivered.
message-not-sent = This was not sent.
message-again = Send again
message-discard = Discard
message-encrypted = An encrypted message. You can read it in the client that has its key.
message-encrypted-short = Encrypted message
message-damaged = A part of this message could not be read. The rest of the conversation is complete.
message-damaged-short = Message that could not be read

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
message-refused-text = This was not delivered. Nothing is lost: it stays here.
message-refused-said = The answer was: “{ $said }”
because-unknown-server = There is no server called { $server }. Check the part behind the @.
because-silent-server = The server { $server } does not answer at the moment. Send it again in a while.
because-unknown-account = There is no account { $peer }. Check the address.
because-moved = { $peer } has moved. Ask for the new address.
because-not-taken = { $peer } takes no messages now: there may be no such account, nobody may be online and nothing kept for later, or messages from you may not be wanted. Check the address, or send it again later.
because-blocked = You have blocked { $peer }. Unblock this address where you blocked it, then send it again.
because-forbidden = { $peer } does not take messages from you. Become contacts first, then send it again.
because-policy = A server on the way has rules against it: it may be too long, or one of too many in a short time. Wait a while, or say it in smaller parts.
because-no-room = The server of { $peer } has no room for it at the moment. Send it again in a while.
because-not-acceptable = A server on the way does not take it: perhaps not as it is, perhaps because you have blocked { $peer }. Unblock the address if it is blocked, or say it in other words.
because-fault = Something went wrong at a server on the way. Send it again in a while.
because-other = A server on the way did not take it. Send it again, or reach { $peer } in another way.
message-not-sent = This was not sent.
message-again = Send again
message-discard = Discard
message-encrypted = An encrypted message. You can read it in the client that has its key.
message-encrypted-short = Encrypted message
message-damaged = A part of this message could not be read. The rest of the conversation is complete.
message-damaged-short = Message that could not be read

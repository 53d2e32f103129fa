# What a pod keeps of people.
privacy-title = Privacy on { $pod }
privacy-lead = This page is made from the pod’s own settings: it says what the program does, not what it intends.
privacy-where = Everything below lies on the machines of whoever runs { $platform }. Who has access to those machines could read it, but for messages that are encrypted from end to end; the pod’s operators and moderators are shown nobody’s messages.
privacy-kept = What is kept
privacy-what = What
privacy-why = What for
privacy-how-long = How long
privacy-days = { $n ->
     [one] { $n } day
    *[other] { $n } days
}
privacy-member = As long as you are a member, and { $days } after you leave
privacy-profile = Your address, your name, picture and language, when you came and when you were last here
privacy-profile-why = So that others know you, and you come back to your own
privacy-profile-long = { $member }; a name that you give up is held back for { $days }
privacy-key = If you wish to stay signed in: a key that is made from your password, and sealed. Never the password
privacy-key-why = So that your session goes on when your browser is closed or the pod is started again
privacy-key-long = Until you sign out everywhere or leave, or have not been here for { $days }
privacy-browsers = The browsers that you are signed in with, by name and last visit
privacy-browsers-why = So that you can sign any of them out
privacy-browsers-long = Until you sign one out, or it has not been here for { $days }
privacy-contacts = A copy of your contact list, with names, pictures and who is there
privacy-copy-why = So that pages come quickly, and while your server is away
privacy-posts = A copy of the posts and comments that you may read
privacy-messages = A copy of your messages
privacy-messages-long = { $days }; what is older comes from your server’s archive, as long as that has it. What was never in one is the only copy, and stays
privacy-recovery = If you made recovery codes: what tells that one is right, not the codes
privacy-recovery-why = So that you come back when you have lost your password
privacy-requests = If you asked to be let in: your e-mail address, and why you would like to come
privacy-requests-why = So that the operators can decide, and answer you; how long it usually takes is told to others
privacy-requests-long = Until it is answered, and { $days } more; if nobody answers, { $days } in all
privacy-waiting = If you wait for a place: your e-mail address
privacy-waiting-why = So that you hear of it when it is your turn
privacy-waiting-long = Until you come in, leave the list, or let a place go by that was kept for you; { $days } if nobody says that the address is hers
privacy-mails = Mails to you, and messages of this pod by XMPP: the address, what they are about, and what became of them. What mails say, until they are sent
privacy-mails-why = So that each arrives, once, and the operators see when one does not
privacy-mails-long = { $days }
privacy-address = Your network address, when you sign in or up
privacy-address-why = To slow down whoever guesses passwords or makes accounts in masses
privacy-address-long = In memory only; it is not written down
privacy-acts = What operators did to the pod: invitations, roles, settings
privacy-acts-why = So that it can be seen who did what
privacy-acts-long = As long as the pod is there, and { $days } more
privacy-elsewhere = What is elsewhere
privacy-server = Your account, your contacts, your posts and your messages live on your XMPP server. What is kept there, and for how long, its operators decide.
privacy-copies = What you write reaches the servers of those whom it is for. It can be taken back here, and they are asked to do the same; nobody can make them.
privacy-cookies = There are two cookies, both this pod’s own: one keeps forms from being sent in your name, one keeps you signed in. Nobody counts visitors.

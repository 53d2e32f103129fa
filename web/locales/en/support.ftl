# Visits for support, by admins of the deployment.

support-strip = Support visit by { $who }, until
support-end = End the visit
visits-never = Such a visit shows the console. It never shows anybody’s feed, contacts, chats, messages, or posts that are not public.

desk-visits = Support visits
visits-title = Support visits
visits-lead = Admins of the deployment who looked into this console, and why. You can end a visit that is on, at once.
visits-empty = No support visits so far
visits-empty-text = When an admin of the deployment looks into this console to help, you see here who, why, and for how long.
visits-who = Who
visits-why = Why:
visits-since = Since
visits-ended = Ended
visits-on = on, until

visit-start = Start a support visit
visit-title = Support visit to { $pod }
visit-lead = You see the console of those who run this pod, and can do most of what they can. They see who visits, why and until when, and every act of yours is in their log. They can end the visit.
visit-reason = Why
visit-reason-hint = Those who run the pod read it.
visit-minutes = For how long
visit-for-15 = 15 minutes
visit-for-60 = 1 hour
visit-for-240 = 4 hours
visit-begin = Begin the visit
visit-made = The visit has begun. This link lets one browser in, once, within 10 minutes:
visit-seen = Those who run this pod see that you are here, and everything that you do.
visit-enter = Go to the console
visit-gone = This link is not good any more
visit-gone-text = It was used, it is more than 10 minutes old, or the visit is over. Nothing was done. You can start another visit from the pod’s page in the admins’ console.
visit-over = The support visit is over
typed-visit-over-text = Nothing was sent, and nothing is lost: what you typed is below. Start another visit, follow its link in another tab, come back here, and send it.
visit-over-text = This browser does not find the pod’s console by it any more. The visit stays in the pod’s log.

error-support = A support visit cannot do that
error-support-text = Nothing was changed. Roles, accounts, invitations and reports are for the pod’s own people, and so is what cannot be undone. Ask somebody who runs the pod to do it.

audit-by-support = { $who }, on a support visit
audit-visit-begin = { $who } came for a support visit of { $n } minutes
audit-visit-end = The support visit of { $who } ended
audit-mail-again = A mail was sent again that had not arrived, or may not have
audit-notice-again = A notice by XMPP was sent again that had not arrived, or may not have

# Visites d’assistance, par l’équipe du déploiement.

support-strip = Visite d’assistance de { $who }, jusqu’à
support-end = Terminer la visite
visits-never = Une telle visite montre la console. Elle ne montre jamais le fil, les contacts, les conversations ou les messages de qui que ce soit, ni les publications qui ne sont pas publiques.

desk-visits = Visites d’assistance
visits-title = Visites d’assistance
visits-lead = Qui, dans l’équipe du déploiement, a regardé cette console, et pourquoi. Vous pouvez terminer aussitôt une visite en cours.
visits-empty = Pas encore de visite d’assistance
visits-empty-text = Quand l’équipe du déploiement regarde cette console pour vous aider, vous voyez ici qui, pourquoi et pour combien de temps.
visits-who = Qui
visits-why = Pourquoi :
visits-since = Depuis
visits-ended = Fin
visits-on = en cours, jusqu’à

visit-start = Commencer une visite d’assistance
visit-title = Visite d’assistance à { $pod }
visit-lead = Vous voyez la console de celles et ceux qui tiennent ce pod, et pouvez faire presque tout ce qui s’y fait. Ces personnes voient qui vient, pourquoi et jusqu’à quand, et chacun de vos actes figure dans leur journal. Elles peuvent terminer la visite.
visit-reason = Pourquoi
visit-reason-hint = Celles et ceux qui tiennent le pod le lisent.
visit-minutes = Pour combien de temps
visit-for-15 = 15 minutes
visit-for-60 = 1 heure
visit-for-240 = 4 heures
visit-begin = Commencer la visite
visit-made = La visite a commencé. Ce lien laisse entrer un seul navigateur, une fois, dans les 10 minutes :
visit-seen = Celles et ceux qui tiennent ce pod voient que vous êtes là, et tout ce que vous faites.
visit-enter = Aller à la console
visit-gone = Ce lien n’est plus valable
visit-gone-text = Il a servi, il a plus de 10 minutes, ou la visite est terminée. Rien n’a été fait. Vous pouvez commencer une autre visite depuis la page du pod, dans la console de l’équipe.
visit-over = La visite d’assistance est terminée
typed-visit-over-text = Rien n’a été envoyé et rien n’est perdu : ce que vous avez saisi est ci-dessous. Commencez une autre visite, suivez son lien dans un autre onglet, revenez ici et envoyez-le.
visit-over-text = Ce navigateur n’ouvre plus la console du pod de cette façon. La visite reste dans le journal du pod.

error-support = Une visite d’assistance ne peut pas faire cela
error-support-text = Rien n’a été changé. Les rôles, les comptes, les invitations et les signalements sont l’affaire du pod, tout comme ce qui ne se défait pas. Demandez à une personne qui tient le pod de le faire.

audit-by-support = { $who }, en visite d’assistance
audit-visit-begin = Une visite d’assistance de { $who } a commencé, pour { $n } minutes
audit-visit-end = La visite d’assistance de { $who } s’est terminée
audit-mail-again = Un courriel qui n’était pas arrivé, ou peut-être pas, a été renvoyé
audit-notice-again = Un avis par XMPP qui n’était pas arrivé, ou peut-être pas, a été renvoyé

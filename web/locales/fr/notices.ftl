# Ce qui est annoncé par XMPP, et la page qui le montre.

tidings-requests = { $n ->
     [one] Une personne demande à rejoindre { $pod }.
    *[other] { $n } personnes demandent à rejoindre { $pod }.
}
tidings-in-use = { $pod } est de nouveau en service.
tidings-read-only = { $pod } est en lecture seule pour le moment : on ne peut rien y écrire.
tidings-suspended = { $pod } est suspendu : ses pages ne disent plus rien d’autre.
tidings-moved = Il continue sur { $address }
tidings-unread = Message envoyé par un programme ; personne ne lit les réponses.

told-title = Messages par XMPP
told-lead = Ce que l’équipe de ce pod, et parfois ses membres, ont reçu par XMPP depuis 30 jours. Ce qui ne peut pas partir est retenté pendant deux jours.
told-by = L’expéditeur est { $jid }. Un client qui ne connaît pas cette adresse peut ranger ses messages parmi les demandes.
told-by-nobody = Aucun compte de ce déploiement n’envoie de messages : l’équipe n’est avertie que par courriel et dans cette console.
told-empty = Rien pour l’instant
told-empty-text = Les limites proches, les demandes d’entrée, les suspensions d’inscriptions et la date de fermeture du pod figureront ici.
told-requests-wait = Une demande d’entrée
told-pod-turned = L’état du pod
told-pod-closes = La date de fermeture du pod
told-look = Ce qui a été envoyé par XMPP
told-mails = Ce qui a été envoyé par courriel

quotas-told-both = À 80, 90 et 100 %, le contact du pod reçoit un courriel, et chaque membre de l’équipe un message de { $jid }, une fois à chaque palier.
quotas-told-mail = À 80, 90 et 100 %, le contact du pod reçoit un courriel, une fois à chaque palier. Personne n’est averti par XMPP.
quotas-told-xmpp = À 80, 90 et 100 %, chaque membre de l’équipe reçoit un message de { $jid }, une fois à chaque palier. Personne n’est averti par courriel.
quotas-told-nobody = Personne n’est averti quand une limite approche : le pod n’a pas de contact qui reçoive des courriels, et aucun compte de ce déploiement n’envoie de messages. Revenez voir de temps en temps.
quotas-contact = Nommer le contact du pod, ou en changer
health-told = Messages par XMPP
health-told-by = De { $jid } :
health-told-by-nobody = Aucun : aucun compte n’envoie de messages.

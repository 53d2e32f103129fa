# La console de celles et ceux qui tiennent un pod.

nav-operate = Tenir ce pod

audit-title = Ce qui a été fait à ce pod
audit-lead = Chaque changement de ses réglages, de ses adresses et des rôles, avec son auteur. Rien dans cette liste ne peut être modifié ni retiré sans que cela se voie.
audit-number = Nᵒ
audit-when = Quand
audit-who = Qui
audit-what = Quoi
audit-by-command-line = L’équipe du déploiement, en ligne de commande
audit-by-program = Cosse, de lui-même
audit-by-token = L’équipe du déploiement, par le jeton d’API « { $name } »

audit-create = Le pod a été créé, à l’adresse { $host }
audit-change = Des réglages ont été changés
audit-state = Le pod est devenu { $state ->
    [active] actif
    [read-only] consultable sans écrire
    [suspended] suspendu
    [closing] un pod qui ferme
    [deleted] supprimé
   *[other] { $state }
}
audit-host-add = { $claim ->
    [trusted] { $host } a été ajoutée sans preuve
    [to-prove] { $host } a été ajoutée, à prouver
   *[other] { $host } a été ajoutée
}
audit-host-prove = { $host } a été prouvée
audit-host-lapse = { $host } n’est plus servie : sa preuve a manqué trop longtemps
audit-host-primary = { $host } est devenue l’adresse principale
audit-host-remove = { $host } a été retirée
audit-invite-create = Une invitation a été faite
audit-invite-revoke = Une invitation a été retirée
audit-request-accept = Une demande a été acceptée
audit-request-refuse = Une demande a été refusée
audit-signups-pause = Les inscriptions ont été suspendues
audit-signups-resume = Les inscriptions ont été rouvertes
audit-role-grant = { $who } a reçu le rôle { $role ->
    [operator] d’opération
    [moderator] de modération
   *[other] { $role }
}
audit-role-revoke = { $who } n’a plus le rôle { $role ->
    [operator] d’opération
    [moderator] de modération
   *[other] { $role }
}
audit-account-kept = Le compte de { $who }, qui est parti et voulait le supprimer, n’a pas encore pu l’être. On réessaie pendant deux semaines.

audit-name = Nom
audit-tagline = Devise
audit-accent = Couleur
audit-language = Langue
audit-rules = Caractères du règlement
audit-registration = Inscription
audit-accounts = Comptes
audit-allowed-domains = Serveurs admis
audit-xmpp-domain = Domaine XMPP
audit-members = Membres au plus
audit-storage = Octets de médias au plus
audit-sessions = Sessions au plus
audit-signups = Inscriptions par jour au plus
audit-session-days = Jours qu’une session attend
audit-message-days = Jours de conservation des messages
audit-message-days-before = Auparavant, ces jours
audit-contact = Contact
audit-question = Caractères de la question posée à l’inscription
audit-crowd = Inscriptions en une heure qui sont de trop
audit-crowd-times = Et autant de fois l’habitude

ahead-read-only = Ce pod peut seulement être lu pour le moment.
ahead-closing = Ce pod ferme { $day }. Votre compte, vos contacts et vos messages restent sur votre serveur XMPP ; emportez ce qui n’est qu’ici.
farewell-title = { $pod } a fermé
farewell-moved = Il continue sur { $host }
farewell-text = Les contacts et messages de ses membres sont sur leurs serveurs XMPP, à portée de tout client XMPP ou d’un autre pod.
error-read-only = Rien ne s’écrit ici pour le moment
error-read-only-text = Ce pod peut seulement être lu pour l’instant. Rien de ce que vous avez envoyé n’a été gardé ; copiez-le depuis la page précédente et envoyez-le plus tard.

desk-requests = Demandes
desk-mails = Courriel
desk-invites = Invitations
desk-audit = Ce qui a été fait
invites-title = Invitations
invites-lead = Qui suit le lien d’une invitation peut rejoindre le pod, tant qu’il y a de la place.
invites-made = Voici son lien, montré seulement maintenant. Envoyez-le aux personnes que vous invitez :
invites-note = À quoi elle sert
invites-note-hint = Pour la reconnaître ; personne d’autre ne le voit.
invites-uses = Combien de personnes peuvent venir
invites-days = Pendant combien de jours
invites-days-hint = Laissez vide pour une invitation sans limite de temps.
invites-make = Créer une invitation
invites-list = Toutes les invitations
invites-empty = Pas encore d’invitation
invites-empty-text = Créez-en une ci-dessus et envoyez son lien à qui vous aimeriez accueillir.
invites-by = De
invites-by-pod = le pod
invites-used = Utilisée
invites-used-of = { $used } sur { $uses }
invites-until = Valable jusqu’au
invites-for-ever = sans limite
invites-act = Retirer
invites-revoke = Retirer
invites-over = plus valable
invites-unvouched = personne n’entre par elle : la personne qui l’a faite est tenue à l’écart, ou partie

requests-title = Demandes
requests-lead = Les personnes qui demandent à rejoindre le pod. Chaque personne acceptée reçoit par courriel un lien valable une fois et pendant deux semaines.
requests-empty = Aucune demande pour le moment
requests-empty-text = En mode « approbation », les personnes qui aimeraient rejoindre le pod figurent ici avec leurs raisons.
requests-accept = Accepter
requests-refuse = Refuser
requests-reason = Ce que vous aimeriez répondre
requests-reason-hint = Ce sera dans le message. Vous pouvez laisser vide.
refuse-title = Refuser la demande de { $email } ?
refuse-text = La réponse part aussitôt par courriel et ne peut être reprise. La personne peut demander de nouveau.

mails-title = Courriel
mails-lead = Ce que ce pod a envoyé depuis 30 jours. Ce qui ne peut pas partir est retenté pendant deux jours.
mails-empty = Pas encore de courriel
mails-empty-text = Les réponses aux demandes, la liste d’attente et les alertes sur les limites figureront ici.
mails-when = Quand
mails-to = À
mails-about = Sujet
mails-state = État
mails-again = Renvoyer
mails-request-accepted = Une demande acceptée
mails-request-refused = Une demande refusée
mails-place-asked = La liste d’attente, à confirmer
mails-place-free = Une place libre
mails-limit-near = Une limite proche
mails-signups-paused = Des inscriptions suspendues
mails-waiting = en attente
mails-sending = envoi en cours
mails-sent = envoyé
mails-failed = abandonné
mails-unsure = peut-être envoyé

# Annonces, finances, invités d’un jour et vagues d’inscriptions.

desk-announcements = Annonces
desk-funds = Finances
desk-guest = Visite libre
desk-waves = Vagues

announcement-of-pod = Annoncé par { $pod }
announcement-of-platform = Annoncé par la plateforme
announcement-close = Fermer
announcements-title = Annonces
announcements-empty = Rien n’a été annoncé pour le moment
announcements-empty-text = Ce que l’équipe de ce pod a à dire à tout le monde figurera ici.

announcing-title = Annonces
announcing-lead = Les membres les voient en tête de leur fil jusqu’à ce qu’ils les ferment, et peuvent les relire plus tard.
announcing-name = En quelques mots
announcing-text = Plus en détail
announcing-text-hint = Vous pouvez écrire en Markdown. Ce champ peut rester vide.
announcing-from = À partir du
announcing-from-hint = Vide : dès maintenant.
announcing-until = Jusqu’au
announcing-until-hint = Le dernier jour, en UTC. Vide : jusqu’à ce que vous la retiriez.
announcing-everyone = Pour tout le monde : les visiteurs la lisent aussi sur la page d’accueil
announcing-make = Annoncer
announcing-list = Toutes les annonces
announcing-empty = Rien n’a été annoncé pour le moment
announcing-empty-text = Écrivez la première ci-dessus.
announcing-ends = Finit le
announcing-for = Pour
announcing-for-ever = pas d’elle-même
announcing-for-everyone = tout le monde
announcing-for-members = les membres
announcing-state = État
announcing-ahead = pas encore visible
announcing-shown = visible
announcing-over = finie
announcing-withdrawn = retirée
announcing-withdraw = Retirer

gift-amounts = Ce qui aide : { $amounts }
gift-free = Vous décidez du montant, et rien du tout convient aussi : chacun a la même place ici.
funds-title = Ce que coûte { $pod }
funds-gift = Dons
funds-ledger = Ce qui est entré et ce qui est sorti
funds-empty = Rien n’est encore noté
funds-empty-text = Ce que le pod coûte et ce qu’on lui donne figurera ici.
funds-total = En tout
funds-given = Donné
funds-paid = Payé
funds-left = Reste
funds-months = Les douze derniers mois
funds-months-text = Pour chaque mois deux barres : ce qui a été donné et, à côté, ce qui a été payé. Les chiffres sont dans le tableau.
funds-month = Mois
time-month = { $month } { $year }

ledger-title = Finances
ledger-lead = Notez ce que l’on donne au pod et ce qu’il paie. Les autres lisent les sommes par mois, pas les écritures.
ledger-look = Ce que les autres voient
ledger-make = Noter
ledger-save = Enregistrer
ledger-back = Retour au registre
ledger-list = Écritures
ledger-empty = Rien n’est encore noté
ledger-empty-text = Notez la première écriture ci-dessus.
ledger-file = Le registre dans un fichier (CSV)
ledger-removed = Sorties du registre
ledger-day = Jour
ledger-direction = Dans quel sens
ledger-in = C’est un don
ledger-out = C’est une dépense
ledger-amount = Montant
ledger-amount-hint = Comme 12,50
ledger-currency = Monnaie
ledger-words = Pour quoi
ledger-words-hint = Seule l’équipe du pod le lit.
ledger-act = Modifier
ledger-correct = Corriger
ledger-remove = Sortir du registre
ledger-restore = Remettre

gifts-title = Ce que le pod dit de l’argent
gifts-lead = Les personnes qui arrivent le voient comme dernière étape, qu’elles peuvent passer. Rien ne se paie ici : les liens mènent là où l’on peut donner.
gifts-shown-to = Qui lit la page des finances
gifts-shown-to-hint = Si personne ne la lit, les personnes qui arrivent ne sont pas non plus invitées à donner.
gifts-nobody = Seulement l’équipe du pod
gifts-members = Les membres
gifts-everyone = Tout le monde sur le web
gifts-words = Ce que vous aimeriez dire des dons
gifts-links = Où l’on peut donner
gifts-links-hint = Une adresse par ligne, chacune commence par https://.
gifts-amounts = Ce que vous proposez
gifts-amounts-hint = Des montants séparés par des espaces, comme 3 10 25. Ce champ peut rester vide.
gifts-save = Enregistrer
welcome-gift = Un don, si vous voulez
welcome-gift-text = Ce pod vit de ce que ses membres donnent. Vous pouvez passer cette étape.
about-funds = Ce que ce pod coûte, et ce qu’on lui donne

guest-title = Visite libre
guest-lead = N’importe qui peut visiter le pod, d’un clic et sans compte, à travers un membre que vous désignez pour cela et que personne n’utilise.
guest-may-not = En visite libre, on lit ce que ce membre peut lire. On ne peut pas changer le mot de passe, le profil ni les réglages, partir, supprimer le compte, écrire pour tout le monde, écrire à qui n’est pas un contact de ce compte, ajouter des contacts ni envoyer des images.
guest-night = Chaque nuit, toutes les visites se terminent, et ce qui a été écrit pendant celles-ci disparaît de ce pod : publications, commentaires et messages.
guest-stays = Ce qui ne peut pas être annulé : ce qu’un contact a reçu reste chez ce contact, et les publications et l’archive des messages restent sur le serveur XMPP de ce compte.
guest-now = On visite le pod comme
guest-cleared = dernier nettoyage
guest-not-ready = La session de ce compte ne se connecte pas d’elle-même. Désignez-le de nouveau, avec son mot de passe ; d’ici là, personne ne peut visiter.
guest-revoke = Ne plus permettre de visite libre
guest-jid = Adresse du membre
guest-jid-hint = Un membre sans rôle. Qui est connecté avec ce compte sera déconnecté.
guest-password = Mot de passe de ce membre
guest-password-hint = N’importe qui pourra ensuite lire les discussions de ce membre : il faut donc son mot de passe. La session reste connectée.
guest-name = Désigner ce membre
guest-look = Visiter sans compte
guest-look-hint = Ce que vous écrivez pendant la visite aura disparu demain.
guest-banner = Vous visitez ce pod sans compte. Ce qui est écrit pendant les visites aura disparu demain, et d’autres peuvent être ici en même temps sous le même nom.
error-guest = Ce n’est pas possible en visite libre
error-guest-text = Rien n’a été changé. Avec un compte à vous, vous le pourrez.

waves-title = Vagues d’inscriptions
waves-lead = Annulez beaucoup d’inscriptions d’un coup : celles qui sont venues par une invitation et par les leurs, pendant certains jours, ou d’un réseau. Personne qui a un rôle n’est touché.
waves-by = Quelles inscriptions
waves-by-time = De ces jours
waves-by-network = D’un réseau
waves-by-invite = Par une invitation, et par celles des personnes invitées
waves-from = À partir du
waves-until = Jusqu’au
waves-network = Réseau
waves-invite = Identifiant de l’invitation
waves-look = Montrer qui c’est
waves-networks = D’où l’on est le plus venu ces deux dernières semaines
waves-members = { $n ->
     [one] un membre
    *[other] { $n } membres
}
waves-found = Qui c’est
waves-nobody = Personne que vous pourriez retirer.
waves-more = Il y en a d’autres. Voici les { $n } premiers ; les autres viendront ensuite.
waves-what = Ils sont dehors aussitôt, et ce qu’ils ont écrit pour tout le monde n’est plus sur le web. Pendant 14 jours, vous pouvez les laisser revenir ; ensuite tout ce qui est à eux est effacé ici. Les comptes que ce pod a créés sont aussi suspendus sur leur serveur ; les autres restent comme ils sont.
waves-remove = { $n ->
     [one] Retirer ce membre
    *[other] Retirer ces { $n } membres
}
waves-so-far = Annulées jusqu’ici
waves-open = On peut les laisser revenir jusqu’au
waves-undo = Les laisser revenir
waves-undone = Ils sont revenus.
waves-gone = Ils sont effacés.

privacy-network = De quel réseau vous vous êtes inscrit, raccourci pour qu’il ne soit pas celui d’un seul foyer
privacy-network-why = Pour que l’équipe puisse annuler des inscriptions venues en masse

audit-announcement-make = Une annonce a été faite : { $title }
audit-announcement-withdraw = Une annonce a été retirée : { $title }
audit-funds-change = Ce que le pod dit de l’argent a été changé
audit-entry-make = Une écriture a été notée dans le registre
audit-entry-correct = Une écriture du registre a été corrigée
audit-entry-remove = Une écriture a été sortie du registre
audit-entry-restore = Une écriture a été remise dans le registre
audit-guest-name = { $who } sert désormais à la visite libre
audit-guest-revoke = { $who } ne sert plus à la visite libre
audit-wave-remove = { $n ->
     [one] Une vague d’inscriptions a été annulée : un membre
    *[other] Une vague d’inscriptions a été annulée : { $n } membres
}
audit-wave-undo = { $n ->
     [one] Une vague d’un membre a pu revenir
    *[other] Une vague de { $n } membres a pu revenir
}

problem-day-invalid = Ce n’est pas un jour du calendrier. On l’écrit comme 2026-11-22.
problem-days-reversed = Le dernier jour vient avant le premier.
problem-amount-invalid = Ce n’est pas un montant. On l’écrit comme 12,50, et il dépasse zéro.
problem-ledger-full = Le registre est plein. Tenez-le désormais dans un fichier à vous.
problem-link-invalid = « { $link } » n’est pas une adresse qui commence par https://.
problem-no-guest = Personne ici n’a cette adresse et ne peut servir à la visite libre. Il faut un membre qui n’est ni suspendu ni parti, et qui n’a pas de rôle.
problem-nothing-meant = Ce pod n’a rien de tel. Regardez dans les listes comment cela s’écrit.

letterbox-title = Courriels pour vous
letterbox-lead = Avec une adresse électronique, vous recevez les annonces du pod par courriel, vous apprenez à temps s’il ferme, et vous pouvez demander un lien pour un autre mot de passe. Rien d’autre n’y est envoyé, et personne d’autre ne la voit.
letterbox-email = Votre adresse électronique
letterbox-email-hint = Nous y envoyons un courriel, par lequel vous dites qu’elle est à vous.
letterbox-ask = Envoyez-moi ce courriel
letterbox-no-mail = Cette plateforme n’envoie pas de courriels.
letterbox-back = Retour aux réglages
letterbox-remove = Oublier cette adresse
letterbox-asked = pas encore confirmée ; regardez vos courriels
letterbox-confirmed = Cette adresse est confirmée.
letterbox-is-yours = Est-ce votre adresse ?
letterbox-yes-text = { $pod } vous enverra alors ses annonces.
letterbox-yes = Oui, c’est la mienne
announcing-mail = Par courriel aussi, tout de suite, aux membres qui ont donné une adresse
invites-who = Qui est venu
invites-mail-title = Inviter quelqu’un par courriel
invites-mail-text = Pour une personne et 14 jours. Une adresse ne reçoit pas d’autre invitation pendant une semaine.
invites-mail-email = Adresse électronique
invites-mail-send = Envoyer une invitation
problem-invited-lately = Une invitation a été envoyée à cette adresse ces sept derniers jours.
problem-invites-out = C’est assez pour une journée : un pod envoie 50 invitations par courriel.

mails-letterbox-asked = L’adresse d’un membre, à confirmer
mails-letterbox-gone = L’adresse d’un membre, remplacée ou retirée
mails-sign-up-asked = Un lien pour s’inscrire
mails-already-here = L’adresse d’un membre avec laquelle on a voulu s’inscrire
mails-announcement = Une annonce
mails-pod-closes = Le jour où le pod ferme
mails-left = Le reçu d’un membre qui a quitté le pod
mails-invitation = Une invitation
mail-letterbox-subject = Est-ce votre adresse ? { $pod }
mail-letterbox = Quelqu’un, sans doute vous, aimerait recevoir les annonces de { $pod } à cette adresse. Si c’était vous, dites-le :
mail-letterbox-confirm = Oui, c’est la mienne :
mail-why-letterbox = Si ce n’était pas vous, ne faites rien : sans un oui, rien n’est envoyé à cette adresse.
mail-letterbox-gone-subject = { $pod } n’écrit plus à cette adresse
mail-letterbox-gone = Le compte sur { $pod } pour lequel cette adresse était confirmée en a maintenant une autre, ou aucune : les annonces et les liens pour un autre mot de passe n’arrivent plus ici. Si ce n’était pas vous, connectez-vous, remettez votre adresse et changez votre mot de passe.
mail-letterbox-gone-look = Votre adresse :
mail-why-letterbox-gone = Vous recevez ce courriel parce que cette adresse était confirmée pour un compte sur { $pod }. C’est le dernier.

mail-left-subject = { $pod } a supprimé ce qui y était gardé pour vous
mail-left = Vous avez quitté { $pod }, et les jours pour revenir sont passés : votre profil, ainsi que les publications, contacts, messages et images qui y étaient gardés pour vous, sont supprimés. Ce que d’autres ont reçu de vous reste chez eux. Le nom de votre page reste réservé quelque temps, pour que personne ne passe pour vous.
mail-left-account-stays = Votre compte reste tel quel, sur son serveur.
mail-left-account-rests = Votre compte, qui est sur le domaine de { $pod }, est mis en sommeil : il ne se connecte plus nulle part, dans aucune application, jusqu’à ce que vous reveniez sur { $pod } avec votre mot de passe et qu’il y ait une place.
mail-left-account-deleted = Votre compte est supprimé sur son serveur aussi, comme vous l’avez souhaité.
mail-left-account-failed = Votre compte n’a pas pu être supprimé sur son serveur. Supprimez-le avec une autre application XMPP, ou adressez-vous à qui fait fonctionner ce serveur.
mail-left-look = Ce qui est gardé plus longtemps, et pourquoi :
mail-why-left = Vous recevez ce courriel parce que cette adresse était confirmée pour votre compte sur { $pod }. C’est le dernier.

mail-sign-up-subject = Votre lien pour rejoindre { $pod }
mail-sign-up = Quelqu’un, sans doute vous, aimerait rejoindre { $pod } et recevoir ses courriels à cette adresse. Le lien ci-dessous est pour vous seul·e, et valable jusqu’au { $day }. En entrant, vous dites que l’adresse est la vôtre.
mail-why-sign-up = Si ce n’était pas vous, ne faites rien : personne n’entre sans le lien.
mail-already-subject = Vous êtes déjà sur { $pod }
mail-already = Quelqu’un, sans doute vous, a voulu rejoindre { $pod } avec cette adresse. Elle appartient déjà à un compte de ce pod. Connectez-vous avec celui-ci :
mail-already-in = Se connecter :
mail-already-lost = Si vous avez perdu votre mot de passe :
mail-why-already = Si ce n’était pas vous, ne faites rien : rien n’a changé.
mail-announcement-subject = { $pod } : { $title }
mail-announcement-look = Toutes les annonces :
mail-closes-subject = { $pod } ferme le { $day }
mail-closes = { $pod } ferme le { $day }. D’ici là tout continue ; ensuite ses pages ne diront plus qu’au revoir.
mail-closes-do = Votre compte, vos contacts et vos messages sont sur votre serveur XMPP : vous pouvez continuer depuis un autre pod ou avec n’importe quel client XMPP. Copiez à temps depuis les pages du pod ce que vous aimeriez garder. Si votre compte est sur le serveur du pod lui-même, demandez à son équipe ce qu’il devient.
mail-closes-moved = Là où il continue :
mail-closes-look = Le pod, avec à qui s’adresser :
mail-invitation-subject = Vous êtes invité sur { $pod }
mail-invitation = Quelqu’un de l’équipe de { $pod } aimerait vous y voir. Le lien ci-dessous est pour vous seul, et valable jusqu’au { $day }.
mail-why-member = Vous recevez ce courriel parce que vous avez donné cette adresse à { $pod }. Reprenez-la quand vous voulez dans vos réglages, sous « Courriels pour vous ».
mail-why-invited = Vous recevez ce courriel parce que l’équipe de { $pod } a saisi cette adresse. Pour ne plus en recevoir, ne faites rien : sans un oui de votre part, personne n’a de compte, et l’adresse est oubliée après 30 jours. S’il en vient d’autres, répondez à ce courriel et demandez à { $pod } d’arrêter.
privacy-letterbox = Si vous en avez donné une : votre adresse électronique
privacy-letterbox-why = Pour vous envoyer les annonces et, si vous le demandez, un lien pour un autre mot de passe, et vous dire à temps si le pod ferme

confirm-withdraw = Retirer « { $title } » ?
confirm-withdraw-text = L’annonce disparaît aussitôt des fils et de la page d’accueil, et ne revient pas ; pour la redire, écrivez-la de nouveau. Les courriels envoyés restent chez qui les a reçus.
confirm-withdraw-yes = Retirer

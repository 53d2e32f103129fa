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
guest-not-ready = La session de ce compte ne se connecte pas d’elle-même. Connectez-vous une fois avec ce compte, avec « rester connecté » ; d’ici là, personne ne peut visiter.
guest-revoke = Ne plus permettre de visite libre
guest-jid = Adresse du membre
guest-jid-hint = Un membre sans rôle qui s’est connecté avec « rester connecté ». Qui est connecté avec ce compte sera déconnecté.
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
waves-more = Il y en a d’autres. Voici les { $n } premiers ; les autres viendront ensuite.
waves-what = Ils sont dehors aussitôt, et ce qu’ils ont écrit pour tout le monde n’est plus sur le web. Pendant 14 jours, vous pouvez les laisser revenir ; ensuite tout ce qui est à eux est effacé ici. Leurs comptes restent sur leurs serveurs.
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
audit-wave-remove = Une vague d’inscriptions a été annulée : { $n } membres
audit-wave-undo = Une vague de { $n } membres a pu revenir

problem-day-invalid = Ce n’est pas un jour du calendrier. On l’écrit comme 2026-11-22.
problem-days-reversed = Le dernier jour vient avant le premier.
problem-amount-invalid = Ce n’est pas un montant. On l’écrit comme 12,50, et il dépasse zéro.
problem-ledger-full = Le registre est plein. Tenez-le désormais dans un fichier à vous.
problem-link-invalid = « { $link } » n’est pas une adresse qui commence par https://.
problem-no-guest = Personne ici n’a cette adresse et ne peut servir à la visite libre. Il faut un membre qui n’est ni suspendu ni parti, qui n’a pas de rôle et qui reste connecté.
problem-nothing-meant = Ce pod n’a rien de tel. Regardez dans les listes comment cela s’écrit.

# La page d’un pod dans l’annuaire, les signalements de pods, les filtres.

directory-before = Page précédente
directory-next = Page suivante
directory-page = Page { $page } sur { $pages }
directory-further = Plus de filtres
directory-country = Pays
directory-any-country = Tous
directory-region = Région
directory-any-region = Toutes
directory-topic = Sujet
directory-upload = Fichiers d’au moins
directory-any-size = Toute taille
directory-megabytes = { $n } Mo
directory-accepts = Accepte mon adresse
directory-free = Gratuit
directory-no-email = Sans adresse électronique
directory-looser = Tous ces souhaits doivent être remplis. Retirez-en un, et il y aura des pods :
without-words = Sans les mots
without-language = Dans toutes les langues
without-mode = Quelle que soit la façon d’entrer
without-country = Dans tous les pays
without-region = Dans toutes les régions
without-topic = Sur tous les sujets
without-free = Payants aussi
without-no-email = Avec adresse électronique aussi
without-upload = Fichiers de toute taille
without-accepts = Qu’ils acceptent ou non mon adresse

sheet-joining = Comment entrer
sheet-what = Ce que c’est
sheet-room = Ce que l’on y trouve
sheet-approval = { $hours ->
     [0] d’ordinaire dans l’heure
     [one] d’ordinaire en une heure
    *[other] d’ordinaire en { $hours } heures
}
sheet-places = Places libres
sheet-price = Prix
sheet-free = Gratuit
sheet-email = Adresse électronique
sheet-email-none = Inutile
sheet-email-optional = Si vous voulez
sheet-email-required = Nécessaire
sheet-age = Âge minimal
sheet-years = { $n ->
     [one] { $n } an
    *[other] { $n } ans
}
sheet-accounts = Comptes d’ailleurs
sheet-accounts-own = Seuls ses propres comptes y entrent
sheet-accounts-any = On y entre avec un compte de n’importe quel serveur
sheet-accounts-some = On y entre avec des comptes de certains serveurs
sheet-place = Où
sheet-provider = Tenu par
sheet-hosted = Hébergé par
sheet-texts = Ses textes
sheet-rules = Règles
sheet-privacy = Vie privée
sheet-legal = Mentions légales
sheet-status = État du service
sheet-file = Plus grand fichier
sheet-files = Fichiers d’un membre en tout
sheet-unlimited = Sans limite
sheet-media = Fichiers gardés
sheet-archive = Messages gardés
sheet-for-ever = Pour toujours
sheet-days = { $n ->
     [one] Un jour
    *[other] { $n } jours
}
sheet-backups = Sauvegardes
sheet-notice = Préavis avant fermeture
sheet-software = Programme
sheet-seen = Ce que cet annuaire a vu
sheet-uptime = Visites réussies
sheet-uptime-says = { $percent } visites sur 100 ont réussi ces 30 derniers jours : { $good } sur { $total }.
sheet-uptime-unit = sur 100
sheet-why = Pourquoi il est ici
sheet-why-own = Il est hébergé ici, dans le déploiement de cet annuaire, dont les pods y figurent d’eux-mêmes.
sheet-why-named = Quelqu’un l’a nommé ; cet annuaire le connaît depuis le { $day }. Il lit ce que le pod dit de lui sur l’hôte du pod, et l’observe quelque temps avant de le montrer.
sheet-why-order = Personne ne paie pour être ici. L’ordre de la liste est tiré au sort selon les places libres, et change chaque jour.
sheet-kept-out = Pourquoi il est écarté
sheet-kept-out-ours = Cet annuaire dit :
sheet-kept-out-theirs = { $directory } demande aux autres de ne pas le faire figurer :
sheet-appeal = Si vous tenez ce pod et pensez que c’est une erreur :
sheet-appeal-ours = écrivez aux responsables de cet annuaire
sheet-appeal-theirs = faire appel auprès de { $directory }
sheet-leaving = Si vous en êtes membre
sheet-leaving-moved = Il dit continuer à { $host }. Voyez d’abord si votre adresse y est acceptée.
sheet-leaving-save = Connectez-vous tant qu’il est là, et enregistrez ce que vous voulez garder : vos publications, vos images, vos fichiers. Ce que vous ne pouvez pas enregistrer vous-même, demandez-le à qui le tient.
sheet-leaving-account = Votre compte, vos contacts et vos messages sont sur votre serveur XMPP. Si ce n’est pas celui du pod, ils y restent : connectez-vous avec la même adresse sur un autre pod.
sheet-leaving-own = Si votre adresse est une de celles du pod, ouvrez un compte ailleurs tant qu’il est là, ajoutez vos contacts et donnez-leur votre nouvelle adresse.
sheet-leaving-go = Les pods qui acceptent mon adresse
sheet-others = Les pods qui ont de la place
sheet-report = Signaler ce pod
sheet-operators = Pour qui tient ce pod
sheet-operators-own = Celles et ceux qui le tiennent changent ce qui figure ici dans leur console, sous Arrivées.
sheet-operators-other = Ce qui figure ici est la fiche signée du pod, à /.well-known/pod-listing.json. Elle disparaît d’ici dès qu’elle dit "listing": "none", que cette adresse répond 404 ou 410, ou que robots.txt écarte CosseDirectory.

standing-joinable = Il accueille du monde.
standing-invite = On n’y entre que sur invitation. Demandez à quelqu’un qui y est.
standing-closed = Il n’accueille personne pour le moment.
standing-full = Toutes les places sont prises pour le moment.
standing-paused = Il n’accueille personne pour l’instant. Revenez dans quelque temps.
standing-closing = Il ferme, et n’accueille plus personne.
standing-closing-at = Il ferme le { $day }, et n’accueille plus personne.
standing-moved = Il a déménagé : { $host }.
standing-unlisted = Il souhaite ne pas figurer dans les listes. Demandez à qui le tient si vous pouvez entrer.
standing-no-contact = Il ne nomme personne à qui signaler un abus ; cet annuaire n’y envoie donc personne.
standing-sated = Il a reçu aujourd’hui autant de monde qu’il le souhaite. Revenez demain.
standing-submitted = Il a été nommé, et cet annuaire n’y a pas encore vu de bonne fiche.
standing-probation = Il est en observation avant d’être montré ici.
standing-stale = Il ne répond pas bien depuis quelques heures ; on n’y envoie donc personne.
standing-down = Il ne répond pas depuis un jour ou plus ; on n’y envoie donc personne.
standing-gone = Il est parti : il ne répond plus depuis des semaines.
standing-review = Les responsables de cet annuaire l’examinent d’abord.
standing-blocked = Les responsables de cet annuaire l’en écartent.

seen-joinable = Il est recommandé : il est dans la liste, et peut être tiré au sort.
seen-shut = Il n’est pas recommandé : on n’y entre que sur invitation, ou pas du tout. Il revient dès que l’on peut entrer, ou le demander.
seen-full = Il n’est pas recommandé : toutes les places sont prises. Il revient dès qu’il y en a une.
seen-paused = Il n’est pas recommandé : les inscriptions sont suspendues, celles du jour sont épuisées, ou le pod n’est pas en service. Il revient dès que c’est fini.
seen-leaving = Il n’est pas recommandé : il dit qu’il ferme ou qu’il a déménagé.
seen-unlisted = Il n’est pas recommandé : il dit qu’il ne le souhaite pas.
seen-no-contact = Il n’est pas recommandé : il ne nomme personne à qui signaler un abus. Donnez une adresse sous contacts.abuse.
seen-sated = Il n’est plus recommandé aujourd’hui : il a reçu autant de monde que son budget du jour le permet. Augmentez ce budget, ou attendez demain.
seen-submitted = Il n’est pas encore montré : sa fiche n’a pas été bonne jusqu’ici. Il est visité toutes les quelques heures ; nommez-le à nouveau pour qu’il le soit plus tôt.
seen-probation = Il n’est pas encore montré : il est en observation, et montré si neuf visites sur dix ont réussi pendant ce temps.
seen-silent = Il n’est pas recommandé : il n’a pas répondu, ou sa fiche a expiré. Il revient à la prochaine visite réussie.
seen-gone = Il n’est pas montré : il ne répond plus depuis des semaines. Nommez-le à nouveau quand il sera de retour.
seen-review = Il n’est pas montré : son nom ressemble à un autre, ou quelqu’un l’a signalé. Écrivez aux responsables de cet annuaire si cela dure.
seen-blocked = Il n’est pas montré : les responsables de cet annuaire l’en écartent. Écrivez-leur si vous pensez que c’est une erreur.

pod-report-title = Signaler un pod
pod-report-lead = Les responsables de cet annuaire liront ceci. Ils décident si le pod y reste ; ils ne peuvent rien retirer du pod lui-même. Signalez une publication sur le pod où elle se trouve.
pod-report-lead-own = L’équipe du déploiement qui héberge ce pod lira ceci. Signalez une publication sur le pod où elle se trouve.
pod-report-illegal = Ce qui s’y trouve est contraire à la loi
pod-report-misleading = Il n’est pas ce qu’il dit être
pod-report-hostile = Du spam ou des attaques en viennent
pod-report-broken = On ne peut pas entrer, ou rien ne marche
pod-report-other = Autre chose
pod-report-words-hint = Que faut-il savoir ? Vous pouvez laisser ce champ vide. N’écrivez pas qui vous êtes.
pod-receipt-keep = Gardez l’adresse de cette page : seule la personne qui l’a voit ce que devient votre signalement. Il est supprimé { $days } jours après la décision.
pod-receipt-open = Personne n’a encore décidé. Revenez voir ici dans quelque temps.
pod-verdict-dismissed = Rien n’est entrepris
pod-verdict-review = Il n’est pas montré tant que personne ne l’a examiné
pod-verdict-blocked = Il est écarté de l’annuaire
pod-verdict-settled = On s’en est occupé autrement

listings-reports = { $n ->
     [0] Aucun signalement de pod n’attend
     [one] Un signalement de pod attend
    *[other] { $n } signalements de pods attendent
}
pod-reports-title = Signalements de pods
pod-reports-lead = Ce que des visiteurs ont signalé à propos de pods de l’annuaire. Un pod de ce déploiement s’écarte en le suspendant.
pod-reports-none = Rien n’attend
pod-reports-verdict = Décision
pod-reports-reason-hint = La personne qui a signalé le pod lira ceci.

listing-seen = Comment cet annuaire le voit
listing-seen-own = Il est hébergé ici, et figure de lui-même dans l’annuaire de ce déploiement.
listing-sent = Personnes envoyées d’ici : { $today } aujourd’hui, { $month } ces 30 derniers jours.
listing-sheet = Sa page dans l’annuaire

country-name = { $code ->
     [at] Autriche
     [be] Belgique
     [bg] Bulgarie
     [br] Brésil
     [ca] Canada
     [ch] Suisse
     [ci] Côte d’Ivoire
     [cm] Cameroun
     [cy] Chypre
     [cz] Tchéquie
     [de] Allemagne
     [dk] Danemark
     [dz] Algérie
     [ee] Estonie
     [es] Espagne
     [fi] Finlande
     [fr] France
     [gb] Royaume-Uni
     [gr] Grèce
     [hr] Croatie
     [hu] Hongrie
     [ie] Irlande
     [is] Islande
     [it] Italie
     [jp] Japon
     [lt] Lituanie
     [lu] Luxembourg
     [lv] Lettonie
     [ma] Maroc
     [mt] Malte
     [nl] Pays-Bas
     [no] Norvège
     [nz] Nouvelle-Zélande
     [pl] Pologne
     [pt] Portugal
     [ro] Roumanie
     [rs] Serbie
     [se] Suède
     [si] Slovénie
     [sk] Slovaquie
     [sn] Sénégal
     [tn] Tunisie
     [tr] Turquie
     [ua] Ukraine
     [us] États-Unis
    *[other] { $letters }
}

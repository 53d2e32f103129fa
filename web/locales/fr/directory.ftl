# The platform: directory, search, arriving at one's pod.

home-heading = Un endroit en ligne pour les gens que vous connaissez
home-tagline = De petits réseaux sociaux, chacun tenu par quelqu’un à qui parler, et tous capables de se parler.
home-pick = Choisir pour moi
home-go = J’ai déjà un pod
home-one = Choisissez un pod
home-one-text = Chacun est une communauté, avec ses règles. Il accueille autant de monde qu’il peut en accueillir bien.
home-two = Écrivez
home-two-text = Pour vos contacts ou pour tout le web. Vous voyez avant d’envoyer qui vous lira.
home-three = Joignez tout le monde
home-three-text = Les pods parlent XMPP. Vos proches sur d’autres pods sont à une adresse de vous, comme avec le courriel.

directory-title = Les pods qui ont de la place
directory-results = Pods trouvés
directory-q = Mots
directory-language = Langue
directory-mode = Comment entrer
directory-sort = Ordre
directory-any = Indifférent
directory-search = Chercher
directory-count = { $n ->
     [0] Aucun pod.
     [one] Un pod.
    *[other] { $n } pods.
}
directory-draw = Dans un ordre tiré au sort selon les places libres ; un autre chaque jour.
directory-none = Aucun pod n’a de place pour le moment
directory-none-text = Les pods apparaissent ici dès qu’ils accueillent à nouveau. Revenez bientôt.
directory-nothing = Aucun pod ne correspond
directory-nothing-text = Essayez moins de mots, ou toutes les langues.
directory-all = Tous les pods
sort-draw = Tirage au sort
sort-name = Par nom
sort-newest = Les plus récents
sort-smallest = Les plus petits
mode-open = Entrée immédiate
mode-confirmed = Ouvert, avec une adresse de courriel confirmée
mode-approval = Sur demande
mode-invite = Sur invitation
mode-closed = N’accueille personne
places-unlimited = De la place pour tous
places-none = Aucune place
places-band = { $from } à { $to } places libres
places-at-least = { $from } places libres ou plus
pod-any-account = Comptes d’ailleurs bienvenus
pod-email-none = sans adresse électronique
pod-email-optional = adresse électronique facultative
pod-email-required = adresse électronique nécessaire
pod-uptime = { $percent } % des vérifications réussies
pod-run-by = Tenu par { $provider }
pod-since = depuis { $year }
pod-join = Rejoindre
pod-ask = Demander à rejoindre
pod-look = Y jeter un œil

go-title = Aller sur mon pod
go-lead = Saisissez votre adresse, et arrivez chez vous.
go-label = Votre adresse, ou celle de votre pod
go-hint = nom@serveur, ou le nom d’hôte du pod. Seul ce navigateur s’en souvient.
go-last = La dernière fois, vous êtes allé sur
go-submit = Y aller

pick-title = Le sort vous propose
pick-lead = Vous pouvez entrer tout de suite. Quel que soit votre choix, vous joindrez les mêmes gens.
pick-none = Aucun pod à rejoindre immédiatement
pick-none-text = Certains accueillent sur demande ou sur invitation.

directory-add = Ajouter un pod d’ailleurs
imported-title = Non vérifiés par nous
imported-text = D’autres les ont dans leurs listes. Nous ne savons ni s’ils accueillent du monde ni comment ils sont tenus, et nous ne les recommandons à personne.
imported-from = D’après { $source }, vu
pod-seen = Hébergé ailleurs ; vu pour la dernière fois

add-title = Ajouter un pod
add-lead = Les pods tenus par d’autres peuvent figurer dans cet annuaire. Nommez-en un, et sa fiche est lue sur son propre hôte.
add-label = Le nom d’hôte du pod
add-hint = Comme jardin.example, sans https://
add-submit = L’ajouter
add-remove = Pour retirer un pod à vous, que sa fiche dise "listing": "none", ou que son robots.txt écarte CosseDirectory. Il disparaît à la visite suivante.
add-submitted = il sera visité dans un instant. Si sa fiche est bonne, il est observé, puis montré à partir du { $day }.
add-probation = il est en observation. Il sera montré si neuf visites sur dix ont réussi pendant ce temps.
add-listed = il est déjà dans l’annuaire.
add-silent = il était muet ou parti. Il est visité à nouveau, au plus une fois par heure.
add-unlisted = sa fiche dit qu’il ne souhaite pas être montré. Il est visité à nouveau.
add-closing = sa fiche dit qu’il va fermer ou qu’il a déménagé.
add-review = son nom ressemble à un autre. Les responsables de cet annuaire l’examinent d’abord.
add-blocked = les responsables de cet annuaire l’en écartent. Adressez-vous à eux.

life-submitted = Nommé
life-probation = En observation
life-listed = Listé
life-stale = Périmé
life-down = Muet
life-gone = Parti
life-tombstone = Plus que son nom
life-unlisted = Ne souhaite pas paraître
life-closing = Ferme
life-review = À examiner
life-blocked = Écarté

problem-pod-domain-invalid = Ce ne peut pas être le nom d’hôte d’un pod. Écrivez-en un comme jardin.example, sans https:// et sans port.
problem-pod-domain-own = Ce nom est celui de ce déploiement. Ses propres pods sont dans l’annuaire d’eux-mêmes.
problem-pod-domain-same = Ce nom se confond avec { $other }. Adressez-vous aux responsables de cet annuaire.
problem-directory-full = L’annuaire connaît autant de pods qu’il peut. Adressez-vous à ceux qui le tiennent.

pod-why = Pourquoi il est ici
pod-why-room = Il accueille du monde, il a une place libre, et il nomme quelqu’un à qui signaler un abus.
pod-why-uptime = Il a répondu à { $percent } % de { $checks } vérifications en trente jours.
pod-why-months = { $n ->
     [0] Cet annuaire le connaît depuis moins d’un mois.
     [one] Cet annuaire le connaît depuis un mois.
    *[other] Cet annuaire le connaît depuis { $n } mois.
}
pod-why-beside = { $n ->
     [one] Un autre pod est chez le même hébergeur ; pour le tirage, ils ne font qu’un hébergeur.
    *[other] { $n } autres pods sont chez le même hébergeur ; pour le tirage, ils ne font qu’un hébergeur.
}
go-own = Pods de { $domain }
go-own-text = Les pods tenus ailleurs ne font que le dire ; personne ne l’a vérifié. Si l’un de ceux-ci est le vôtre, allez-y.
go-open = Pods qui acceptent les comptes de { $domain }
go-open-text = D’après ce qu’ils disent. Dans un ordre tiré au sort selon les places libres.
go-more = Il y en a plus que ceux affichés ici.
pick-stays = Aujourd’hui, le tirage reste le même pour ce navigateur ; demain, il y en aura un autre.

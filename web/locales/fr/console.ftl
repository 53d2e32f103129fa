# La console de celles et ceux qui tiennent un pod : aperçu, apparence, inscription, limites.

desks-people = Personnes
desks-safety = Sécurité
desks-pod = Pod
desk-gifts = Dons
desk-overview = Aperçu
desk-members = Membres
desk-registration = Inscription
desk-branding = Apparence
desk-quotas = Limites

unit-kilobytes = ko
unit-megabytes = Mo
unit-gigabytes = Go
meter-says = { $used } sur { $most } ({ $percent } %)
meter-near = presque plein
meter-full = plein
limit-members = Membres
limit-storage = Médias
limit-sessions = Sessions ouvertes
limit-signups = Inscriptions aujourd’hui
limit-given-up = Sur la place pour les médias, { $size } de plus comptent pour des envois sur les domaines XMPP que le pod a abandonnés.

overview-title = Comment va le pod
overview-now = Maintenant
overview-active = { $week } membres sont passés ces 7 derniers jours, { $month } ces 30 derniers jours.
overview-past = Les { $days } derniers jours
overview-spans = Nombre de jours
overview-span = { $days } jours
overview-empty = Les premiers jours sont encore à venir
overview-empty-text = Ce que le pod utilise est noté chaque jour. Dès demain, vous verrez ici comment cela évolue.
overview-table = La même chose en tableau
overview-day = Jour
plot-signups = Inscriptions
plot-active = Actifs la semaine précédente
plot-sessions = Sessions à la fois, au plus
plot-course = De { $first } le { $from } à { $last } le { $to } ; { $most } au plus.
plot-sum = { $all ->
     [0] Personne n’est arrivé pendant ces jours.
     [one] Une personne est arrivée pendant ces jours.
    *[other] { $all } personnes sont arrivées pendant ces jours, { $most } au plus en un jour.
}

branding-title = L’apparence du pod
branding-lead = Sur chacune de ses pages, dans l’annuaire et dans les liens que l’on s’envoie.
branding-name = Nom
branding-tagline = En une phrase, qu’est-ce que c’est ?
branding-tagline-hint = Elle figure sur la page d’accueil et dans l’annuaire, pour qui ne connaît pas encore le pod.
branding-accent = Couleur
branding-accent-hint = Six chiffres, comme #2d763d. Une couleur illisible est assombrie ou éclaircie jusqu’à ce qu’on puisse lire.
branding-light = Sur les pages claires
branding-dark = Sur les pages sombres
branding-shade = { $theme } : { $colour }, contraste { $contrast }.
branding-corrected = Elle a été changée pour rester lisible.
branding-language = Langue du pod
branding-language-hint = Pour les personnes dont le navigateur ne demande aucune langue que Cosse parle. Les membres choisissent la leur.

registration-title = Qui peut entrer
registration-lead = Les membres déjà présents restent, quel que soit votre choix.
registration-mode = Comment on devient membre
registration-mode-hint = Avec une adresse confirmée : un courriel apporte un lien à chaque personne. Sur demande : chacun dit pourquoi il aimerait venir, et vous répondez sous « Demandes ». Il faut pour les deux que la plateforme envoie des courriels. Les personnes invitées entrent aussi.
registration-accounts = Serveurs dont les comptes peuvent se connecter
registration-own = Les comptes du pod lui-même sont sur { $domain }. Les membres d’autres serveurs se connectent toujours : seules les nouvelles personnes sont refusées.
registration-no-own = Le pod n’a pas de comptes à lui. Les membres de tous les serveurs se connectent toujours : seules les nouvelles personnes sont refusées.
registration-any = N’importe quel serveur
registration-listed = Les serveurs ci-dessous, et celui du pod
registration-local = Seulement le serveur du pod
registration-domains = Serveurs admis
registration-domains-hint = Un par ligne, comme jabber.example. Cela compte seulement pour le deuxième choix ci-dessus.
registration-days = Jours qu’une session attend
registration-days-hint = Après une absence plus longue, la session se termine : les contacts voient la personne hors ligne, et son mot de passe lui est demandé à son retour.
registration-messages = Jours de conservation des messages
registration-messages-hint = Vaut aussitôt. S’il y en a moins, les messages plus anciens que des archives ont quittent le pod ; la page sur la vie privée dit depuis quand il en est ainsi, et le journal ce qu’il en était avant. Avant de les garder plus longtemps, prévenez vos membres.
registration-contact = Courriel averti quand une limite approche
registration-contact-hint = Reçoit un courriel quand les membres, les médias, les sessions ou les inscriptions du jour approchent de leur limite, et quand les inscriptions se suspendent d’elles-mêmes. Il n’est montré ni aux membres ni aux visiteurs ; les réponses aux courriels du pod y arrivent aussi. Peut rester vide.
registration-crowds = Affluence
registration-crowds-text = Quand bien plus de gens que d’habitude s’inscrivent en une heure, les inscriptions se suspendent d’elles-mêmes : seules les personnes invitées entrent, jusqu’à ce que vous regardiez. Vous pouvez aussi les suspendre vous-même.
registration-paused = Les inscriptions sont suspendues : seules les personnes invitées entrent.
registration-pause = Suspendre les inscriptions
registration-resume = Rouvrir les inscriptions

quotas-title = Ce que le pod peut utiliser
quotas-lead = L’équipe de ce déploiement en décide. Rien n’est supprimé quand une limite passe sous ce qui est utilisé.
quotas-reached = Quand une limite est atteinte
quotas-members = Membres : plus personne n’entre, et l’annuaire ne montre plus le pod. Les membres présents restent.
quotas-storage = Médias : plus aucune image n’est acceptée ; celles qui sont là restent.
quotas-upload = Un envoi : un fichier de plus de { $most } est refusé ; depuis d’autres applications aussi, là où ce déploiement gère les comptes.
quotas-sessions = Sessions ouvertes : pour une nouvelle connexion, la session de la personne absente depuis le plus longtemps se termine.
quotas-signups = Inscriptions aujourd’hui : qui veut rejoindre le pod est invité à revenir demain.
quotas-who = Pour davantage, demandez à l’équipe du déploiement. Elle voit les mêmes chiffres.

desk-waiting = Liste d’attente
waiters-title = Liste d’attente
waiters-lead = Les personnes qui attendent une place. Les places libres leur sont proposées par courriel, dans cet ordre.
waiters-empty = Personne n’attend
waiters-empty-text = Quand le pod est complet, les personnes qui aimeraient le rejoindre laissent une adresse de courriel. Elles figurent alors ici, dans l’ordre où elles l’ont confirmée.
waiters-email = Courriel
waiters-place = Place
waiters-since = Depuis
waiters-remove = Retirer
waiters-offered = Une place est gardée jusqu’au
waiters-nth = Numéro { $n } de la file
waiters-unconfirmed = Adresse non confirmée
waiters-more = Il y en a d’autres : seules les premières personnes sont affichées.
requests-waiting = Qui attend une place
confirm-waiter = Retirer { $email } de la liste d’attente ?
confirm-waiter-text = La personne n’en est pas avertie. Si une place lui était proposée, ce lien ne vaut plus rien, et la place revient à la personne suivante.
confirm-waiter-yes = Retirer de la liste
audit-waiter-remove = Une personne a été retirée de la liste d’attente

# What mails say.

mail-join = Entrez par ici :
mail-megabytes = { $n } Mo

mail-accepted-subject = Bienvenue sur { $pod }
mail-accepted = Vous avez demandé à rejoindre { $pod }, et son équipe accepte. Le lien ci-dessous est pour vous seul·e, et valable jusqu’au { $day }.
mail-refused-subject = Votre demande à { $pod }
mail-refused = Vous avez demandé à rejoindre { $pod }. Son équipe a examiné votre demande et ne l’accepte pas pour le moment.
mail-unanswered = Vous avez demandé à rejoindre { $pod }, et personne n’a répondu depuis trois mois. Votre demande est close, et ce que vous aviez écrit est effacé. Vous pouvez demander à nouveau.
mail-refused-reason = Elle vous écrit :

mail-wait-subject = Est-ce votre adresse ? { $pod }
mail-wait = Quelqu’un, sans doute vous, aimerait attendre une place sur { $pod } avec cette adresse. Le lien ci-dessous permet de le confirmer, de voir combien de personnes passent avant et de quitter la liste.
mail-wait-confirm = Oui, j’attends :
mail-place-subject = Une place pour vous sur { $pod }
mail-place = Il y a de la place sur { $pod }, et c’est votre tour. La place vous est gardée jusqu’au { $day } ; ensuite, elle ira à la personne suivante.
mail-place-leave = Si vous n’en voulez plus, elle fera plaisir à quelqu’un d’autre :

mail-members-subject = { $pod } : { $percent } % des places sont prises
mail-members = Sur { $most } places de { $pod }, { $used } sont prises. Quand il n’en restera plus, les personnes qui arrivent en seront averties et pourront attendre une place ; les membres ne remarqueront rien.
mail-storage-subject = { $pod } : { $percent } % de l’espace pour les médias est utilisé
mail-storage = Sur { $most } pour les images de { $pod }, { $used } sont utilisés. Quand il ne restera rien, on ne pourra plus en ajouter.
mail-sessions-subject = { $pod } : { $percent } % des sessions sont utilisées
mail-sessions = Sur { $most } sessions de { $pod }, { $used } sont utilisées. Quand il n’en restera plus, celle de la personne absente depuis le plus longtemps se fermera pour faire de la place.
mail-signups-subject = { $pod } : { $percent } % des inscriptions du jour sont prises
mail-signups = Aujourd’hui, { $used } personnes se sont inscrites sur { $pod }, et { $most } le peuvent en un jour (UTC). Une fois ce nombre atteint, on demande à qui arrive de revenir demain.
mail-paused-subject = { $pod } suspend ses inscriptions
mail-paused = { $n } personnes se sont inscrites sur { $pod } en une heure, bien plus que d’habitude. Tant que vous n’y avez pas jeté un œil, seules les personnes invitées peuvent entrer.
mail-paused-look = Voyez qui est venu, et rouvrez les inscriptions :

mail-why-asked = Vous recevez ce message parce que vous avez demandé à rejoindre { $pod } avec cette adresse. Il n’y en aura pas d’autre à ce sujet.
mail-why-typed = Si ce n’était pas vous, ne faites rien : sans confirmation, l’adresse est oubliée sous deux jours.
mail-why-waits = Vous recevez ce message parce que vous attendez une place sur { $pod }.
mail-why-contact = Vous recevez ce message parce que votre adresse est le contact de { $pod }.

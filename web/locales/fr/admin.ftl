# La console de celles et ceux qui s’occupent du déploiement, à l’adresse de la plateforme.

nav-admin = S’occuper de ce déploiement
admin-desk-pods = Pods
admin-desk-plans = Formules
admin-desk-admins = Équipe
admin-desk-health = Santé
admin-desk-audit = Journal

admin-login-title = Connexion de l’équipe
admin-login-lead = Pour celles et ceux qui s’occupent de ce déploiement. Votre serveur XMPP dit si le mot de passe est bon ; rien n’en est gardé.
admin-login-members = Vous cherchez votre pod ?
setup-title = La première personne de l’équipe
setup-lead = Personne ne s’occupe encore de ce déploiement. La personne nommée ici en devient responsable, et ce navigateur est connecté.
setup-jid-hint = Une adresse de n’importe quel serveur XMPP, comme nom@serveur. Son mot de passe sera demandé à la prochaine connexion.
setup-submit = Prendre ce déploiement en charge
setup-once = Ce lien vous connecte une seule fois, sans interroger votre serveur XMPP.
setup-as = Se connecter comme { $jid }
setup-gone = Ce lien n’est plus valable
setup-gone-text = Il a servi, il a plus d’un jour, ou quelqu’un s’occupe déjà du déploiement. Rien ne s’est passé. `cosse admin link ADRESSE` en imprime un autre pour un membre de l’équipe.

pods-title = Pods
pods-lead = { $count ->
     [one] Un pod
    *[other] { $n } pods
} sur ce déploiement.
pods-new = Créer un pod
pods-q = Nom ou nom d’hôte
pods-state = État
pods-any-state = Tous sauf les supprimés
pods-plan = Formule
pods-own-figures = Chiffres propres
pods-sort-name = Par nom
pods-sort-members = Le plus de membres d’abord
pods-sort-media = Le plus de médias d’abord
pods-sort-sessions = Le plus de sessions d’abord
pods-sort-created = Les plus récents d’abord
pods-found = Pods trouvés
pods-choose = Choisir
pods-choose-one = Choisir { $name }
pods-pod = Pod
pods-since = Depuis
pods-acts = Avec ceux qui sont choisis
pods-none = Aucun pod pour le moment
pods-none-text = Un pod est le réseau d’une communauté, à son propre nom d’hôte. Créez le premier, puis confiez-le à qui va le tenir.
pods-empty = Aucun pod de ce genre
pods-empty-text = Aucun pod ne répond à tout ce que vous avez demandé.
pods-all = Afficher tous les pods
pod-state-active = en service
pod-state-read-only = en lecture seule
pod-state-suspended = suspendu
pod-state-closing = en cours de fermeture
pod-state-deleted = supprimé
pod-hosts = Noms d’hôte
pod-page = Page d’accueil
pod-uses = Ce qu’il utilise
pod-limits-save = Fixer les limites
pod-operators = Qui le tient
pod-no-operators = Personne pour le moment. Invitez quelqu’un ci-dessous : qui suit le lien prend le pod en main.
pod-done = Ce qui lui a été fait
footing-given = servi
footing-pending = à prouver
footing-proven = prouvé
footing-missing = preuve absente
footing-lapsed = preuve perdue, non servi
meter-of = { $used } sur { $most }

turn-resume = { $n ->
     [one] Remettre { $name } en service ?
    *[other] Remettre { $n } pods en service ?
}
turn-resume-text = Les membres se connectent et écrivent comme avant.
turn-resume-yes = Remettre en service
turn-read-only = { $n ->
     [one] Mettre { $name } en lecture seule ?
    *[other] Mettre { $n } pods en lecture seule ?
}
turn-read-only-text = Tout reste en place et peut être lu. Rien ne s’écrit jusqu’à la remise en service.
turn-read-only-yes = Mettre en lecture seule
turn-suspend = { $n ->
     [one] Suspendre { $name } ?
    *[other] Suspendre { $n } pods ?
}
turn-suspend-text = Chaque page dit que le pod est suspendu, et pourquoi. Les sessions se terminent. Rien n’est supprimé, et vous pouvez y mettre fin à tout moment.
turn-suspend-yes = Suspendre
turn-close = { $n ->
     [one] Fermer { $name } ?
    *[other] Fermer { $n } pods ?
}
turn-close-text = Jusqu’à ce jour, chaque page l’annonce, pour que les membres emportent leurs affaires. Ensuite, il ne reste qu’un adieu.
turn-close-yes = Fermer
turn-on = Quel jour
turn-on-hint = Comme 2027-01-31, dans deux semaines au plus tôt.
turn-farewell = Ce qu’il dira ensuite
turn-farewell-hint = En Markdown. Vous pouvez ne rien écrire.
turn-moved-to = Où il continue
turn-moved-to-hint = Un nom d’hôte comme jardin.example, s’il continue. Ses membres et les annuaires l’apprennent. Laissé vide, ce qui a été dit avant reste valable.
turn-delete = { $n ->
     [one] Supprimer { $name } ?
    *[other] Supprimer { $n } pods ?
}
turn-delete-text = Il disparaît aussitôt pour tout le monde. Pendant 30 jours, il peut être rétabli tel quel ; ensuite, il n’en reste rien.
turn-delete-yes = Supprimer
turn-restore = { $n ->
     [one] Rétablir { $name } ?
    *[other] Rétablir { $n } pods ?
}
turn-restore-text = Il revient tel qu’il était avant sa suppression.
turn-restore-yes = Rétablir
turn-reason-hint = Elle est lue par qui vient, et figure au journal. Vous pouvez ne rien écrire.

new-pod-title = Un nouveau pod
new-pod-host = Nom d’hôte
new-pod-host-hint = Sous le domaine de la plateforme, il est servi aussitôt ; tout autre nom demande d’abord un enregistrement dans son DNS.
new-pod-trusted = Je réponds de ce nom : aucun enregistrement DNS n’est nécessaire
new-pod-like = Il peut ressembler à celui d’un autre pod ; j’ai vérifié
new-pod-domain = Domaine XMPP de ses propres comptes
new-pod-domain-hint = Laissez vide si les membres apportent leurs comptes. Vide, un domaine géré porte le nom d’hôte du pod, et un domaine partagé est celui du déploiement.
new-pod-domain-kind = Où sont ses propres comptes
new-pod-domain-none = Nulle part : les membres apportent les leurs
new-pod-domain-own = Sur un serveur que ce déploiement ne gère pas
new-pod-domain-managed = Sur un domaine à lui, que ce déploiement crée
new-pod-domain-shared = Sur un domaine que des pods de ce déploiement partagent
new-pod-submit = Créer le pod
hand-over-email = Courriel de qui va le tenir
hand-over-hint = Un lien lui est envoyé, valable pour une personne et deux semaines. Qui le suit prend le pod en main.
hand-over-no-mail = Aucun courriel ne part d’ici : donnez le lien vous-même. Il vaut pour une personne et deux semaines.
new-pod-contact-hint = Reçoit un courriel quand les membres, les médias, les sessions ou les inscriptions du jour approchent de leur limite, et quand les inscriptions se suspendent d’elles-mêmes. S’il reste vide, c’est l’adresse ci-dessus, s’il y en a une. Il n’est montré ni aux membres ni aux visiteurs ; les réponses aux courriels du pod y arrivent aussi. Qui tient le pod peut le changer.
hand-over-submit = Inviter à tenir ce pod
invites-runs = donne le pod à tenir
invite-runs = Qui accepte cette invitation tient ensuite le pod.
invite-take = Tenir ce pod
hand-over-made = L’invitation est prête. Son lien ne s’affiche que maintenant :
limits-plan-hint = Avec une formule, ses chiffres valent à la place de ceux qui suivent.
limits-members = Membres au plus
limits-media = Mégaoctets de médias au plus
limits-sessions = Sessions ouvertes au plus
limits-signups = Inscriptions par jour
limits-upload = Kilooctets d’un envoi au plus
limits-upload-hint = Vaut aussi avec une formule qui n’en dit rien. Les images et les logos ont de toute façon 5 Mo au plus.

plans-title = Formules
plans-lead = Des limites qui ont un nom. Quand une formule change, les pods qui l’ont reçoivent ses nouvelles limites.
plans-empty = Aucune formule pour le moment
plans-empty-text = Avec des formules, plus besoin d’écrire les mêmes chiffres pour chaque pod. Créez la première ci-dessous.
plans-pods = Pods
plans-upload = Un envoi
plans-upload-unsaid = selon le pod
plans-upload-hint = Peut rester vide : chaque pod garde alors ce qu’il a. Les images et les logos ont de toute façon 5 Mo au plus.
plans-remove = Retirer
sure-plan-put = Changer la formule { $name } ?
sure-plan-put-text = { $n ->
     [one] Un pod l’a, et a aussitôt les nouvelles limites. En dessous de ce qu’il utilise, elles ne suppriment rien : elles arrêtent seulement ce qui est nouveau.
    *[other] { $n } pods l’ont, et ont aussitôt les nouvelles limites. En dessous de ce qu’ils utilisent, elles ne suppriment rien : elles arrêtent seulement ce qui est nouveau.
}
sure-plan-remove = Retirer la formule { $name } ?
sure-plan-remove-text = { $n ->
     [0] Aucun pod ne l’a.
     [one] Un pod l’a, et garde ses limites comme chiffres à lui.
    *[other] { $n } pods l’ont, et gardent ses limites comme chiffres à eux.
}
plans-put = Créer ou changer une formule
plans-put-text = Le nom d’une formule existante la change, ainsi que chaque pod qui l’a.
plans-save = Enregistrer la formule

admins-title = Équipe du déploiement
admins-lead = Ces personnes s’occupent de tous les pods : noms, limites, états. Aucune ne lit de messages.
admins-add = Ajouter à l’équipe
admins-remove = Retirer
sure-admin-remove = Retirer { $jid } de l’équipe ?
sure-admin-remove-text = Ce compte ne trouve plus rien ici, aussitôt et dans chaque navigateur, et ses liens ne valent plus rien.

admin-announcing-lead = Les membres de ces pods la voient en tête de leur fil, comme annoncée par la plateforme ; qui s’occupe d’un pod ne peut pas l’y retirer. Elle figure dans le journal de chaque pod.
admin-announcing-pods = Pods
admin-announcing-pods-hint = Leurs noms d’hôte, un par ligne. Vide : tous les pods.
admin-announcing-on = { $n ->
     [one] Sur un pod
    *[other] Sur { $n } pods
}

health-title = Comment va le déploiement
health-lead = Ce que la base de données sait, et ce que ce processus sait de lui-même. Pour davantage, voyez /metrics sur le port d’exploitation.
health-sessions = Sessions
health-no-sessions = Aucune session
health-no-sessions-text = Dès que des membres se connectent, vous voyez ici combien, pod par pod.
health-all = Tous les pods
health-online = Connectées
health-signing-in = En connexion
health-reconnecting = De retour bientôt
health-needs-password = Mot de passe attendu
health-rest = Le reste
health-commands = Commandes qui attendent un serveur XMPP
health-mails = Courriels
health-no-mail = Aucun ne part : aucun serveur de courriel n’est indiqué.
health-mails-say = { $waiting } en attente, { $failed } abandonnés, { $unsure } peut-être envoyés.
health-oldest = Le plus ancien attend depuis
health-pool = Connexions à la base de données ({ $name })
health-pool-says = { $busy } occupées, { $idle } libres ; attendues { $waits } fois.
health-migrations = Migrations
health-migrations-say = { $n }, la dernière { $last }
health-version = Version

deployment-title = Ce qui a été fait au déploiement
deployment-lead = L’équipe et ses connexions, les formules, les jetons, les pods qui arrivent et s’en vont, les blocages sur tous les pods et l’annuaire. Ce qui a été fait d’autre à un pod figure sur sa page. Rien dans cette liste ne peut être changé ni retiré sans que cela se voie.
deployment-empty = Rien de ce genre
deployment-empty-text = Aucune entrée ne répond à tout ce que vous avez demandé.
deployment-all = Tout afficher
deployment-kind-admin-grant = Arrivées dans l’équipe
deployment-kind-admin-revoke = Départs de l’équipe
deployment-kind-admin-link = Liens de connexion
deployment-kind-admin-enter = Connexions par mot de passe
deployment-kind-admin-follow = Connexions par lien
deployment-kind-plan-put = Formules créées ou changées
deployment-kind-plan-remove = Formules retirées
deployment-kind-pod-create = Pods créés
deployment-kind-pod-resume = Pods remis en service
deployment-kind-pod-read-only = Pods en lecture seule
deployment-kind-pod-suspend = Pods suspendus
deployment-kind-pod-close = Pods qui ferment
deployment-kind-pod-delete = Pods supprimés
deployment-kind-pod-restore = Pods rétablis
deployment-kind-pod-purge = Pods dont il ne reste rien
deployment-kind-block-add = Blocages sur tous les pods
deployment-kind-block-remove = Blocages levés
deployment-kind-listing-let-in = Pods d’ailleurs admis
deployment-kind-listing-keep-out = Pods d’ailleurs écartés
deployment-kind-listing-review = Pods d’ailleurs à examiner
deployment-kind-listing-undo = Décisions annulées
deployment-kind-listing-remove = Pods d’ailleurs retirés
deployment-kind-import-add = Listes lues
deployment-kind-import-remove = Listes qui ne sont plus lues
deployment-kind-pod-report-decide = Décisions sur les signalements de pods
deployment-kind-token-create = Jetons créés
deployment-kind-token-revoke = Jetons révoqués
deployment-admin-grant = { $what } a rejoint l’équipe
deployment-admin-revoke = { $what } n’est plus de l’équipe
deployment-admin-link = Un lien a été créé, par lequel { $what } se connecte une fois
deployment-admin-enter = Connexion de { $what } par mot de passe
deployment-admin-follow = Connexion de { $what } par un lien
deployment-plan-put = La formule { $what } a été créée ou changée
deployment-plan-remove = La formule { $what } a été retirée
deployment-pod-create = Le pod { $what } a été créé
deployment-pod-resume = Le pod { $what } est de nouveau en service
deployment-pod-read-only = Le pod { $what } a été mis en lecture seule
deployment-pod-suspend = Le pod { $what } a été suspendu
deployment-pod-close = La fermeture du pod { $what } a été fixée
deployment-pod-delete = Le pod { $what } a été supprimé
deployment-pod-restore = Le pod { $what } a été rétabli
deployment-pod-purge = Il ne reste rien du pod { $what }
deployment-block-add = { $what } a été bloqué sur tous les pods
deployment-block-remove = { $what } n’est plus bloqué sur tous les pods
deployment-listing-let-in = { $what } a été admis dans l’annuaire
deployment-listing-keep-out = { $what } a été écarté de l’annuaire
deployment-listing-review = { $what } n’est plus dans l’annuaire tant que personne ne l’a examiné
deployment-listing-undo = Ce qui avait été décidé de { $what } a été annulé
deployment-listing-remove = { $what } a été retiré de l’annuaire
deployment-import-add = La liste { $what } est lue
deployment-import-remove = La liste { $what } n’est plus lue
deployment-pod-report-decide = Un signalement concernant { $what } a été tranché
deployment-token-create = Le jeton { $what } a été créé
deployment-token-revoke = Le jeton { $what } a été révoqué

audit-invite-operator = Une invitation à tenir le pod a été créée
audit-invite-operator-sent = Une invitation à tenir le pod a été créée et envoyée par courriel
audit-invite-operator-mail = Une invitation à tenir le pod a été créée pour { $mail }
audit-plan = Formule
mails-operator-invited = Une invitation à tenir le pod
mail-operator-subject = { $pod } est à vous
mail-operator = L’équipe de cette plateforme aimerait que vous teniez { $pod }. Le lien ci-dessous est pour vous seul·e, et valable jusqu’au { $day } : connectez-vous par lui avec un compte XMPP que vous avez, ou créez-en un, et le pod est entre vos mains.
mail-operator-console = Sa console se trouve ensuite ici :
mail-why-operator = Vous recevez ce message parce que l’équipe de la plateforme a donné votre adresse comme celle de qui va tenir { $pod }. Si vous ne savez pas pourquoi, ne faites rien : le lien perdra sa valeur.

problem-last-admin = Plus personne ne s’occuperait de ce déploiement. Ajoutez d’abord quelqu’un d’autre à l’équipe.
problem-not-an-admin = L’adresse ou le mot de passe est faux, ou ce compte n’est pas de l’équipe.
problem-host-invalid = Ce ne peut pas être le nom d’hôte d’un pod. Écrivez-en un comme jardin.example, dans une seule écriture.
problem-host-taken = Un autre pod a déjà ce nom d’hôte.
problem-host-held = Ce nom d’hôte était il y a peu celui d’un autre pod et lui reste réservé. Si vous en répondez, cochez la case.
problem-host-own = C’est un nom du pod lui-même. Écrivez où il continue, ou laissez vide.
problem-host-like = Ce nom ressemble à un autre ({ $others }). S’il est voulu malgré tout, cochez la case.
problem-host-same = Ce nom se confond avec un autre ({ $others }). Choisissez-en un autre.
problem-no-such-pod = Aucun pod n’a le nom d’hôte { $host }. Rien n’a été annoncé.
problem-no-such-plan = Cette formule n’existe plus. Choisissez-en une autre.
problem-domain-taken = Un autre pod a ce domaine XMPP. Un domaine géré n’appartient qu’à un pod ; un domaine partagé l’est par tous ceux qui l’ont.
problem-no-prosody = Ce déploiement ne crée pas de domaines : il a démarré sans --prosody-admin.
problem-no-shared-domain = Ce déploiement n’a pas de domaine que des pods partagent : nommez-en un.
problem-no-mail = Aucun courriel ne part d’ici : laissez vide, et donnez le lien vous-même.
problem-day-too-early = Les membres ont besoin de deux semaines pour emporter leurs affaires : le { $first } est le premier jour possible.
problem-not-from-here = Ces pods ne deviennent pas cela depuis l’état où ils sont.

admin-desk-directory = Annuaire
listings-title = Pods d’autres déploiements
listings-lead = Quiconque connaît un pod peut le nommer. Sa fiche est lue sur son propre hôte ; il est observé, puis montré tant que tout va bien. Sinon, voici pourquoi.
listings-q = Nom
listings-state = État
listings-any = Tous
listings-search = Chercher
listings-pod = Pod
listings-good = Dernière réussite
listings-next = Prochaine visite
listings-checks = Visites réussies
listings-of = { $good } sur { $total }
listings-why = Pourquoi
listings-never = Jamais
listings-turn = Agir
listings-turn-of = Que faire de { $domain }
listings-reason = Motif
listings-do = Appliquer
listings-check = Visiter maintenant
listings-allow = L’admettre, depuis le début
listings-block = L’écarter
listings-remove = Le retirer
listings-undo = Revenir sur la décision
listings-review = { $n ->
    [one] Un pod est à examiner.
   *[other] { $n } pods sont à examiner.
}
listings-review-text = Admettez-le ou écartez-le ; cela vaut pour les visites suivantes, et vous pouvez revenir dessus.
listings-imports = Listes de pods tenues par d’autres

imports-title = Listes de pods tenues par d’autres
imports-lead = Personne n’a signé ce qu’elles disent. Cela figure à part dans l’annuaire, n’est recommandé à personne et disparaît après 30 jours sans être dans une liste. Un pod de ces listes qui a une fiche est visité comme les autres.
imports-kind = Genre
imports-movim = Movim : /infos d’un pod, ou une liste de ceux-ci
imports-nodeinfo = NodeInfo d’un serveur qui parle XMPP
imports-providers = Liste de XMPP Providers
imports-address = Adresse
imports-address-hint = Par exemple https://data.xmpp.net/providers/v2/providers-A.json ; pour NodeInfo, le nom d’hôte du serveur.
imports-add = La lire chaque jour
imports-ran = Dernière lecture
imports-found = Pods
imports-counts = { $found }, écartés { $out }
imports-error = Ce qui n’a pas marché
imports-read = Lire maintenant
imports-remove = Retirer
imports-empty = Aucune liste n’est lue
imports-empty-text = Ajoutez-en une, pour que l’annuaire ne soit pas vide le premier jour.
problem-list-invalid = Écrivez une adresse qui commence par https://, sans port ; pour NodeInfo, un nom d’hôte suffit.
problem-lists-full = On ne peut pas lire plus de listes. Retirez-en d’abord une.
listings-log = Ce qu’ils sont devenus
listings-log-empty = Rien pour l’instant.
listings-empty = Aucun pod de ce genre
listings-empty-text = Personne n’en a nommé qui corresponde.

admin-blocks-lead = Une adresse bloquée ici ne se connecte ni ne s’inscrit sur aucun pod, et rien de ce qu’elle a écrit ne figure sur leurs pages. Bloquer un domaine, c’est bloquer toutes ses adresses. Cela figure au journal de chaque pod.
admin-blocks-empty-text = Les adresses et domaines que vous tenez à l’écart de tous les pods figureront ici. Les blocages propres à un pod reviennent à ses opérateurs.

pod-host-primary = les liens y mènent
pod-host-record = Ce nom est servi une fois que cet enregistrement est dans son DNS, et tant qu’il y reste. On le cherche encore et encore :
pod-host-new = Un nom d’hôte de plus
pod-host-add = Ajouter le nom d’hôte
pod-host-remove = Retirer
pod-host-check = Chercher l’enregistrement maintenant
pod-host-make-primary = Y faire mener les liens
pod-host-silent = Aucun serveur de noms n’a répondu pour { $host }. On cherchera de nouveau.
pod-host-nothing = Le DNS de { $host } n’a pas cet enregistrement.
pod-host-says = Le DNS de { $host } y dit autre chose :
sure-host-remove = Retirer le nom d’hôte { $host } ?
sure-host-remove-text = Le pod ne se trouve plus sous ce nom, aussitôt. S’il était servi, ce pod seul peut le reprendre pendant 90 jours.

sure-withdraw-text = { $n ->
    [one] L’annonce disparaît aussitôt du pod, de ses fils et de sa page d’accueil, et ne revient pas. Les courriels envoyés restent chez qui les a reçus.
   *[other] L’annonce disparaît aussitôt de { $n } pods, de leurs fils et de leurs pages d’accueil, et ne revient pas. Les courriels envoyés restent chez qui les a reçus.
}

sure-block-domain = Bloquer tout { $domain } sur tous les pods ?
sure-block-domain-text = { $n ->
    [0] Aucun membre n’y a de compte. Qui en a un ne peut ni se connecter ni s’inscrire sur aucun pod.
    [one] Un membre y a un compte, et sera déconnecté aussitôt. Plus rien de ce domaine ne sera sur les pages des pods, dans les fils ou parmi les commentaires.
   *[other] { $n } membres y ont un compte, et seront déconnectés aussitôt de tous les pods. Plus rien de ce domaine ne sera sur les pages des pods, dans les fils ou parmi les commentaires.
}
sure-import-remove = Ne plus lire la liste { $address } ?
sure-import-remove-text = { $n ->
    [one] Ce qu’elle dit d’un pod est oublié ici aussitôt. Ajoutée de nouveau, elle sera relue.
   *[other] Ce qu’elle dit de { $n } pods est oublié ici aussitôt. Ajoutée de nouveau, elle sera relue.
}
sure-statement-withdraw = Retirer ce qui est dit de { $subject } ?
sure-statement-withdraw-text = Les annuaires qui suivent celui-ci apprennent que cela ne vaut plus. Ce qu’ils ont fait pour cette raison, c’est à eux de le défaire. Pour le redire, écrivez-le de nouveau.

pod-domain-again = Préparer de nouveau le domaine
pod-domain-set = Changer le domaine XMPP
pod-domain-given-up = Un domaine XMPP que le pod a quitté
pod-domain-given-up-hint = Ce que ce déploiement a créé reste sur son serveur quand un pod reçoit un autre domaine. Ici, on en retire le pod.
pod-domain-drop = En retirer le pod
problem-domain-in-use = Le pod a ses comptes sur ce domaine. Donnez-lui-en d’abord un autre.
sure-domain-change = Donner au pod le domaine XMPP { $domain } au lieu de { $before } ?
sure-domain-none = Retirer au pod le domaine XMPP { $before } ?
sure-domain-text = Les comptes de { $before } ne sont plus ceux du pod : ici, on ne peut plus en créer, en suspendre ni en rétablir. Ils restent sur leur serveur, et qui est membre le reste.
sure-domain-drop = Retirer le pod de { $domain } ?
sure-domain-drop-text = Si aucun autre pod n’y a ses comptes, le domaine n’est plus servi, et ses comptes ne se connectent plus nulle part. Ils restent sur le disque du serveur.

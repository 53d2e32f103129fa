# Les membres d’un pod, pour celles et ceux qui le tiennent ou le modèrent.

nav-moderate = Veiller sur ce pod
pager-more = Suite
role-member = Membre
role-moderator = Modération
role-operator = Opération
state-active = Actif
state-suspended = Suspendu

members-title = Membres
members-lead = { $count ->
     [one] Un membre
    *[other] { $n } membres
} en tout.
members-q = Nom, nom de page ou adresse
members-state = État
members-role = Rôle
members-any = Tous
members-sort = Ordre
members-sort-newest = Les plus récents d’abord
members-sort-seen = Les derniers passés d’abord
members-search = Chercher
members-found = Membres trouvés
members-who = Qui
members-since = Membre depuis
members-seen = Dernier passage
members-empty = Personne ne correspond
members-empty-text = Aucun membre ne répond à tout ce que vous avez demandé.
members-all = Voir tous les membres

membership-suspended = Suspension depuis le { $day }.
membership-session = Session XMPP ici
membership-online = connectée
membership-away = en cours de connexion
membership-needs-password = demande le mot de passe
membership-no-session = aucune
membership-browsers = Navigateurs connectés
membership-operator = Qui tient le pod ne peut être ni suspendu ni retiré. Retirez d’abord le rôle.
membership-role = Rôle
membership-role-hint = La modération peut suspendre des membres et les laisser revenir. L’opération peut faire tout ce que vous pouvez faire.
membership-suspend = Suspendre
membership-resume = Laisser revenir
membership-remove = Retirer du pod

suspend-title = Suspendre { $name } ?
suspend-text = La connexion au serveur XMPP se termine ici et tous les navigateurs sont déconnectés. Qui se connecte avec ce compte apprend qu’il est suspendu, avec votre raison et à qui s’adresser. Les publications pour tout le monde ne sont plus sur le web pendant ce temps.
suspend-stays = Rien n’est supprimé. Le compte XMPP fonctionne partout ailleurs, et les contacts gardent ce qu’ils ont reçu. Vous pouvez mettre fin à la suspension à tout moment.
suspend-reason = Raison
suspend-reason-hint = La personne la lit en se connectant, et elle figure dans le journal. Vous pouvez la laisser vide.
confirm-no-change = Non, ne rien changer

confirm-member = Retirer { $name } de ce pod ?
confirm-member-wave = La personne est dehors aussitôt, et ce qu’elle a écrit pour tout le monde n’est plus sur le web. Pendant 14 jours, vous pouvez la laisser revenir, sur sa page ou à « Vagues d’inscriptions » ; ensuite disparaît tout ce qui est nommé ci-dessous.
confirm-member-wave-yes = Retirer, avec 14 jours pour annuler
confirm-member-once = Ou tout effacer tout de suite
confirm-member-goes = Ce qui disparaît : l’adhésion avec sa page et son rôle, la connexion au serveur XMPP, tous les navigateurs connectés, et ce que le pod garde des publications, contacts et messages de la personne. Tout est effacé aussitôt, et rien n’est gardé : c’est définitif.
confirm-member-stays = Ce qui reste : le compte XMPP avec ses contacts, messages et publications, sur son propre serveur, et ce que d’autres ont reçu. Si le pod a créé le compte, il y est suspendu. Personne d’autre n’obtient le nom de sa page pendant 90 jours.
confirm-member-back = Là où l’on accepte de nouvelles personnes, celle-ci peut revenir. Pour l’en empêcher, suspendez plutôt.
confirm-member-yes = Retirer du pod

confirm-role = { $role ->
    [operator] Retirer à { $name } le rôle d’opération de ce pod ?
   *[moderator] Retirer à { $name } le rôle de modération de ce pod ?
}
confirm-role-text = { $role ->
    [moderator] Dès la page suivante, il ne reste que ce que peut la modération.
   *[member] Dès la page suivante, il ne reste rien de cette console.
} L’adhésion reste, et qui tient ce pod peut rendre le rôle.
confirm-role-yes = Retirer le rôle

notice-member-suspended = Suspension faite. La connexion est terminée et tous les navigateurs sont déconnectés.
notice-member-resumed = La personne peut revenir et se connecter comme avant.
accounts-in-vain = { $n ->
    [one] Un compte XMPP est encore à suspendre ou à rétablir ; son serveur est sollicité jusqu’à ce que ce soit fait. Ce qu’il en est :
   *[other] { $n } comptes XMPP sont encore à suspendre ou à rétablir ; leur serveur est sollicité jusqu’à ce que ce soit fait. Ce qu’il en est :
}
notice-member-removed = Retrait du pod effectué.
notice-member-removed-later = Retrait du pod effectué. Le serveur du compte ne l’a pas encore suspendu ; il est sollicité jusqu’à ce que ce soit fait. D’ici là, le compte marche dans d’autres applications.
notice-member-removed-alone = Retrait du pod effectué. Le compte sur le serveur n’a pas pu être suspendu, car ce déploiement ne s’occupe plus de ce serveur : il marche dans d’autres applications.

problem-suspended = { $pod } a suspendu votre adhésion. Votre compte, vos contacts et vos messages sur votre serveur XMPP sont intacts.
problem-suspended-reason = La raison donnée : { $reason }
problem-suspended-ask = Vous pouvez écrire à celles et ceux qui tiennent le pod : { $addresses }.
problem-last-operator = Plus personne ne tiendrait ce pod. Donnez d’abord le rôle d’opération à un autre membre.
problem-colour-invalid = Écrivez la couleur avec # et six chiffres, comme #2d763d.
problem-domain-invalid = « { $domain } » n’est pas un nom de serveur. Écrivez-en un par ligne, comme jabber.example.

audit-member-suspend = { $who } a été suspendu
audit-member-resume = { $who } peut revenir
audit-member-remove = { $who } a été retiré du pod

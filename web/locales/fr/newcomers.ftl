# What members cannot do yet while they are new.

newness-until = Votre arrivée ici est récente, jusqu’au { $until }. D’ici là :
newness-posts = { $n ->
    [0] Vous écrivez à vos contacts, et pas encore à tout le monde sur le web.
    [one] Vous écrivez au plus une publication ou un commentaire par jour que tout le monde lit sur le web.
   *[other] Vous écrivez au plus { $n } publications et commentaires par jour que tout le monde lit sur le web.
}
newness-contacts = { $n ->
    [0] Vous n’ajoutez encore personne et n’écrivez qu’à vos contacts. Vous pouvez répondre à qui vous ajoute ou vous écrit.
    [one] Vous ajoutez au plus une personne par jour, ou écrivez à une personne qui n’est pas un contact.
   *[other] Vous ajoutez au plus { $n } personnes par jour, ou écrivez à des personnes qui ne sont pas des contacts.
}
newness-uploads = Vous envoyez au plus { $size } de fichiers par jour.
newness-no-uploads = Vous n’envoyez pas encore d’images.
newness-invites = Vous n’invitez encore personne.
newness-posts-left = { $n ->
    [one] Votre arrivée est récente : encore { $n } aujourd’hui.
   *[other] Votre arrivée est récente : encore { $n } aujourd’hui.
}
newness-contacts-until = { $n ->
    [0] Votre arrivée est récente : vous pourrez ajouter des personnes à partir du { $until }.
    [one] Votre arrivée est récente : jusqu’au { $until }, vous pouvez ajouter une personne par jour.
   *[other] Votre arrivée est récente : jusqu’au { $until }, vous pouvez ajouter { $n } personnes par jour.
}

problem-new-posts = { $n ->
    [0] Les nouveaux membres n’écrivent pas encore à tout le monde sur le web. Vous le pourrez à partir du { $from } ; d’ici là, vous pouvez écrire à vos contacts.
    [one] Les nouveaux membres écrivent à tout le monde sur le web une fois par jour. Vous le pourrez de nouveau à partir du { $from } ; d’ici là, vous pouvez écrire à vos contacts.
   *[other] Les nouveaux membres écrivent à tout le monde sur le web { $n } fois par jour. Vous le pourrez de nouveau à partir du { $from } ; d’ici là, vous pouvez écrire à vos contacts.
}
problem-new-contacts = { $n ->
    [0] Les nouveaux membres n’ajoutent encore personne et n’écrivent pas à des inconnus. Vous le pourrez à partir du { $from } ; vous pouvez répondre à qui vous ajoute ou vous écrit.
    [one] Les nouveaux membres ajoutent une personne par jour, ou écrivent à une personne inconnue. Vous pourrez en ajouter d’autres à partir du { $from }.
   *[other] Les nouveaux membres ajoutent { $n } personnes par jour, ou écrivent à autant de personnes inconnues. Vous pourrez en ajouter d’autres à partir du { $from }.
}
problem-new-uploads = Les nouveaux membres envoient { $size } de fichiers par jour. Vous pourrez envoyer celui-ci à partir du { $from }.
problem-new-no-uploads = Les nouveaux membres n’envoient pas encore d’images. Vous le pourrez à partir du { $from }.

newcomers-title = Nouveaux membres
newcomers-text = On peut éviter que les personnes arrivées depuis peu écrivent tout de suite à tout le monde et à des inconnus. Cela vaut pour quiconque n’a pas de rôle et est arrivé il y a moins de jours qu’indiqué ci-dessous, quel que soit le serveur de son compte. Vous pouvez en dispenser chaque membre sur sa page.
newcomers-elsewhere = Cela vaut pour ce qui se fait sur les pages de ce pod. Ce qu’un membre fait avec une autre application se fait sur son serveur XMPP, qui n’en sait rien.
newcomers-days = Jours pendant lesquels une arrivée est récente
newcomers-days-hint = De 0 à 90. Avec 0, personne n’est limité.
newcomers-posts = Publications et commentaires par jour que tout le monde lit sur le web
newcomers-posts-hint = Avec 0, les nouveaux membres n’écrivent qu’à leurs contacts.
newcomers-contacts = Personnes par jour que l’on ajoute, ou à qui l’on écrit sans qu’elles soient des contacts
newcomers-contacts-hint = On peut toujours écrire à celles et ceux qui tiennent ou modèrent le pod.
newcomers-bytes = Kilo-octets de fichiers envoyés par jour
newcomers-seen = Qui arrive maintenant lit ceci :
newcomers-off = Pour le moment, personne n’est limité.

membership-new = Arrivée récente jusqu’au
membership-new-lifted = { $until }, mais sans limites
membership-new-lift = Ne plus limiter
membership-new-limit = Limiter de nouveau
membership-new-hint = D’ici là, les nouveaux membres peuvent moins de choses, selon ce qui est choisi sous « Qui peut entrer ».

audit-newcomer-lift = { $who } n’est plus limité comme nouveau membre
audit-newcomer-limit = { $who } est de nouveau limité comme nouveau membre
audit-new-days = Jours pendant lesquels une arrivée est récente
audit-new-posts = Publications par jour pour tout le monde d’un nouveau membre
audit-new-contacts = Personnes par jour qu’ajoute un nouveau membre
audit-new-bytes = Octets par jour qu’envoie un nouveau membre

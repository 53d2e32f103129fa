# Members who invite, and who came by whose word.

own-invites-title = Inviter quelqu’un
own-invites-text = Une invitation vaut pour une personne, pendant { $days } jours. Vous obtenez un lien, que vous envoyez vous-même.
own-invites-open = Vous en avez { $open } en cours, sur { $most } au plus.
own-invites-full = Vous pourrez en créer une autre quand quelqu’un sera venu, quand l’une ne sera plus valable ou quand vous en aurez retiré une.
own-invites-from = Vous le pourrez à partir du { $from }.
own-invites-closed = Ce pod n’accueille personne en ce moment : personne n’y est invité.
own-invites-no = Les membres de ce pod n’invitent pas. Demandez une invitation à l’équipe du pod.
own-invites-make = Créer un lien
own-invites-made = Voici son lien, qui n’est montré qu’une fois. Envoyez-le à la personne que vous invitez :
own-invites-list = Vos invitations
own-invites-of = Créée le
own-invites-came = Personnes venues grâce à elle :
own-invites-more = Les plus anciennes ne sont pas montrées.
own-invites-revoke = La retirer
own-invites-sure = Retirer cette invitation ?
own-invites-sure-text = Son lien ne vaudra plus rien. Qui est venu grâce à elle reste.

invite-tree-title = Qui a invité qui
invite-tree-of = Les invitations de { $name }
invite-tree-lead = Qui est venu par une invitation, avec, en dessous, les personnes invitées à leur tour. Qui est venu sans invitation n’apparaît que par son nom, à côté de celles et ceux qu’il a invités.
invite-tree-whole = L’arbre entier
invite-tree-all = { $n ->
    [one] Un membre est venu par une invitation.
   *[other] { $count } membres sont venus par des invitations.
}
invite-tree-part = { $from } à { $to } sur { $count }
invite-tree-empty = Personne n’est encore venu par une invitation
invite-tree-empty-text = Qui viendra ainsi sera ici, avec, en dessous, les personnes invitées à leur tour.
invite-tree-by = sur l’invitation de
invite-tree-by-pod = sur l’invitation de l’équipe du pod
invite-tree-by-gone = sur l’invitation de quelqu’un qui est parti
invite-tree-below = { $n ->
    [one] une personne en dessous
   *[other] { $count } personnes en dessous
}
invite-tree-further = { $n ->
    [one] Une autre personne est arrivée plus tard ; elle n’est ni affichée, ni comptée sous une autre. La page de chaque membre dit sur l’invitation de qui il est venu.
   *[other] { $count } autres personnes sont arrivées plus tard ; elles ne sont ni affichées, ni comptées sous une autre. La page de chaque membre dit sur l’invitation de qui il est venu.
}
membership-came = Arrivée
membership-invited = Ses invitations
membership-tree = Les montrer

# Signalements, décisions, blocages, règles et mentions légales.

foot-legal = Mentions légales
report-this = Signaler
comment-report = Signaler ce commentaire

report-title = Signaler
report-lead = Celles et ceux qui veillent sur { $pod } liront ceci, avec une copie de ce que vous signalez. Ils n’apprennent qui vous êtes que si vous le dites ci-dessous.
reported-post = Une publication de { $name }
reported-comment = Un commentaire de { $name }
reported-member = Le membre { $name }
report-kind = Qu’est-ce qui ne va pas ?
report-kind-illegal = C’est contraire à la loi
report-kind-spam = C’est du spam
report-kind-harassment = C’est du harcèlement
report-kind-other = Autre chose
report-words = Avec vos mots
report-words-hint = Que faut-il savoir ? Vous pouvez laisser ce champ vide.
report-email = Votre adresse électronique, si vous souhaitez une réponse
report-email-hint = Elle ne sert qu’à cela. Sans elle, la page suivante vous dira ce qui a été décidé.
report-send = Envoyer le signalement

receipt-title = Votre signalement
receipt-keep = Gardez l’adresse de cette page : seul qui la possède voit ce que devient votre signalement. Il est supprimé { $days } jours après son envoi.
receipt-state = Ce qu’il est devenu
receipt-open = Personne n’a encore décidé. Revenez voir ici dans quelque temps.
receipt-shown-again = Un appel a été fait contre cette décision, et il était fondé : c’est de nouveau visible.
receipt-let-in = Un appel a été fait contre cette décision, et il était fondé : le membre a de nouveau accès au pod.

verdict-dismissed = Rien n’est entrepris
verdict-hidden = C’est masqué sur ce pod
verdict-suspended = Le membre est suspendu

appeal-title = Vous n’êtes pas d’accord ?
appeal-words = Ce qui s’oppose à la décision
appeal-words-hint = Vous pouvez le dire une fois. Une autre personne décide alors, s’il y en a une, et c’est définitif.
appeal-send = Faire appel
appeal-said = Il a été fait appel :
appeal-waits = Personne n’y a encore répondu.
appeal-upheld = La décision est maintenue
appeal-turned = La décision est renversée

login-verdict = Lire la décision, et ce que vous pouvez y répondre
verdict-title = La décision de vous suspendre
verdict-lead = On a signalé ceci, tel que c’était alors, à celles et ceux qui veillent sur { $pod }. Seul qui possède l’adresse de cette page la voit.
verdict-back = Vous n’êtes plus suspendu·e.

hidden-title = Masqué sur { $pod }
hidden-text = La modération a masqué ceci : sur ce pod, vous seul·e le voyez. Sur votre propre serveur, c’est toujours là, comme sur les autres serveurs qui l’ont ; vous seul·e pouvez l’y supprimer. Sa raison :

news-rules = Les règles de ce pod changeront le { $day }.
news-rules-read = Lire les nouvelles règles
news-privacy = Ce qui est dit de la vie privée sur ce pod changera le { $day }.
news-privacy-read = Lire ce qui s’appliquera
news-rules-stay = Le changement des règles annoncé pour le { $day } est annulé. Elles restent telles quelles.
news-privacy-stay = Le changement de ce qui est dit de la vie privée, annoncé pour le { $day }, est annulé. Rien ne change.
news-stay-read = Lire ce qui vaut
news-hidden = La modération a masqué quelque chose que vous avez écrit.
news-hidden-look = Voir quoi et pourquoi
news-answered = Il y a une réponse à votre signalement.
news-answered-look = La lire

desk-reports = Signalements
desk-blocks = Blocages
desk-texts = Règles et loi
reports-title = Signalements
reports-lead = Ce que l’on a signalé, chaque fois avec une copie de son état d’alors. Les copies sont supprimées six mois après le signalement.
reports-show = Quels signalements
reports-waiting = À décider
reports-all = Tous
reports-empty = Aucun signalement
reports-empty-text = Ce que l’on signale se trouvera ici.
reports-what = Quoi
reports-why = Pourquoi
reports-state = État
reports-when = Quand
report-open = à décider
report-decided = décidé
report-appealed = en appel
report-over = terminé

case-copy = Tel que c’était au moment du signalement :
case-there = Tel que c’est maintenant, si vous pouvez le voir
case-member = Le membre
case-why = Pourquoi c’est signalé
case-decision = Décision
case-verdict = Que faut-il faire ?
case-verdict-hint = Masquer le cache à tout le monde sur ce pod, sauf à qui l’a écrit ; on ne peut pas le supprimer sur le serveur de son auteur. Les deux peuvent être annulés.
case-upheld = L’appel
case-upheld-hint = Renverser une décision montre de nouveau ce qui était masqué, laisse revenir qui était suspendu, ou bien masque ou suspend ce qui était resté. C’est définitif.
case-reason = Raisons
case-reason-hint = Qui a signalé les lit, tout comme l’auteur de ce qui est masqué, ou le membre suspendu.
case-send = Décider
case-show = Montrer de nouveau

blocks-title = Blocages
blocks-lead = Une adresse bloquée ne peut ni se connecter ni s’inscrire ici, et rien de ce qu’elle a écrit n’est sur les pages de ce pod, dans les fils ou parmi les commentaires. Bloquer un domaine, c’est bloquer toutes ses adresses.
blocks-chats = Les conversations des membres sont les leurs : un blocage ne touche pas aux personnes avec qui ils s’écrivent.
blocks-here = Bloqués sur ce pod
blocks-empty = Personne n’est bloqué
blocks-empty-text = Les adresses et domaines que vous tenez à l’écart se trouveront ici.
blocks-everywhere = Bloqués sur tous les pods
blocks-everywhere-text = Par l’équipe du déploiement. Vous ne pouvez pas les lever.
blocks-everywhere-others = Il y en a de plus anciens, qui ne sont pas affichés ici.
blocks-subject = Adresse ou domaine
blocks-subject-hint = Comme eve@evil.example, ou evil.example pour tout le domaine.
blocks-reason = Raison
blocks-reason-hint = Elle figure dans le journal, et qui est tenu à l’écart la lit en se connectant.
blocks-days = Pour combien de jours
blocks-days-hint = Laissez vide pour un blocage sans fin.
blocks-add = Bloquer
blocks-who = Qui
blocks-since = Depuis
blocks-until = Jusqu’au
blocks-for-ever = sans fin
blocks-remove = Débloquer

texts-title = Règles et loi
texts-lead = Ce que vous avez écrit pour que chacun le lise. Chaque changement est une version, et les anciennes restent lisibles.
texts-rules = Règles
texts-privacy = Vie privée : ce que vous ajoutez
texts-legal = Mentions légales : ce que vous ajoutez
texts-look = Voir la page
texts-next = Un changement est annoncé pour le { $day }. Un nouveau prendra sa place.
texts-withdraw = Y renoncer
texts-body = Texte
texts-body-hint = En Markdown. Laissez vide pour ne rien dire.
texts-days = Dans combien de jours il vaut
texts-days-hint = Au moins 14, pour laisser le temps de lire ce qui change ; d’ici là, les deux textes sont montrés. Un premier texte, ou un changement tant que le pod n’a pour membres que ceux qui le tiennent, peut valoir tout de suite : 0.
texts-days-hint-legal = Avec 0, il vaut tout de suite : des mentions légales disent ce qui est.
texts-save = Enregistrer

text-since = En vigueur depuis le { $day }.
text-next = À partir du { $day }
text-withdrawn = Un changement annoncé pour le { $day } est annulé : ce texte ne change pas à cette date.
text-before = Auparavant
text-version = Version { $n }, depuis le { $day }
old-rules-title = Règles de { $pod }, version { $n }
old-privacy-title = Vie privée sur { $pod }, version { $n }
old-legal-title = Mentions légales de { $pod }, version { $n }
old-text-until = En vigueur du { $since } au { $until }.
old-text-now = Ce qui vaut maintenant

confirm-text = { $kind ->
    [rules] Renoncer au changement des règles annoncé pour le { $day } ?
    [privacy] Renoncer au changement de votre ajout sur la vie privée annoncé pour le { $day } ?
   *[legal] Renoncer au changement des mentions légales annoncé pour le { $day } ?
}
confirm-text-text = Rien ne changera à cette date. Le texte annoncé disparaît : gardez-en une copie s’il doit resservir.
confirm-text-told = Les membres lisent dans leur fil que le changement est annulé. S’il est annoncé de nouveau, ils ont de nouveau 14 jours.

legal-title = Mentions légales de { $pod }
legal-lead = Qui est responsable de ce pod, et où il se trouve. La plateforme n’ajoute aucune condition à celles du pod.
legal-operators = Qui tient ce pod
legal-nobody = Personne parmi celles et ceux qui tiennent ce pod n’en est membre.
legal-host = Où il se trouve
legal-runs = Sur les machines de celles et ceux qui tiennent { $platform }.
legal-contact = Contact :
legal-added = De celles et ceux qui tiennent le pod
privacy-added = De celles et ceux qui tiennent le pod
privacy-reports = Ce que l’on signale : une copie, les mots de qui signale, son adresse électronique si elle est donnée, et la décision
privacy-reports-why = Pour pouvoir décider, et y revenir
privacy-reports-long = { $days } ; ce qui attend une décision, jusque-là

problem-blocked = Cette adresse, ou tout son serveur, est bloquée sur { $pod }. Le compte lui-même est intact.
problem-runs-the-pod = Une personne qui tient ou modère ce pod a cette adresse. Retirez d’abord le rôle.
problem-own-decision = C’est vous qui avez décidé, ou il s’agit de vous : c’est à quelqu’un d’autre de l’équipe de ce pod de le dire.
problem-out-of-reach = Ce membre n’est plus sur le pod, ou a un rôle et vous ne pouvez pas le suspendre. Rien n’a été décidé.
problem-reported-often = Ceci a déjà été signalé plusieurs fois et sera examiné. Merci.
problem-text-too-soon = Ce texte est en vigueur, et les membres sont prévenus d’un changement { $days } jours avant. Écrivez { $days } ou plus.
problem-texts-full = Il y a déjà 200 versions de ce texte, et il n’en est pas gardé davantage. Adressez-vous à qui fait fonctionner la plateforme.

mails-report-answered = Une réponse à un signalement
mail-report-subject = { $pod } : une réponse à votre signalement
mail-report = Il y a une réponse à ce que vous avez signalé sur { $pod }.
mail-report-look = Lisez-la ici :
mail-why-reported = Vous recevez ce courriel parce que votre adresse a été donnée avec un signalement sur { $pod }.

audit-report-read = Le signalement { $report } a été lu, avec ce qui a été signalé
audit-report-decide = Un signalement a été décidé : { $verdict ->
    [dismissed] rien n’est entrepris
    [hidden] c’est masqué
    [suspended] le membre est suspendu
   *[other] { $verdict }
}
audit-report-answer = { $upheld ->
    [true] Réponse à un appel : la décision est maintenue
   *[other] Réponse à un appel : la décision est renversée
}
audit-post-show = Une publication ou un commentaire masqué est de nouveau montré
audit-block-add = { $everywhere ->
    [true] { $who } a été bloqué sur tous les pods
   *[other] { $who } a été bloqué
}
audit-block-add-until = { $everywhere ->
    [true] { $who } a été bloqué sur tous les pods jusqu’au { $day }
   *[other] { $who } a été bloqué jusqu’au { $day }
}
audit-block-remove = { $everywhere ->
    [true] { $who } n’est plus bloqué sur tous les pods
   *[other] { $who } n’est plus bloqué
}
audit-text-change = { $kind ->
    [rules] De nouvelles règles ont été écrites, qui valent à partir du { $day }
    [privacy] L’ajout sur la vie privée a été réécrit, et vaut à partir du { $day }
    [legal] Les mentions légales ont été réécrites, et valent à partir du { $day }
   *[other] Un texte a été réécrit, et vaut à partir du { $day }
}
audit-text-withdraw = { $kind ->
    [rules] Les nouvelles règles annoncées pour le { $day } ont été retirées
    [privacy] L’ajout sur la vie privée annoncé pour le { $day } a été retiré
    [legal] Les mentions légales annoncées pour le { $day } ont été retirées
   *[other] Un texte annoncé pour le { $day } a été retiré
}

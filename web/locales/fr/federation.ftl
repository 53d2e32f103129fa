# Ce que les annuaires se disent.

admin-desk-peers = Autres annuaires
admin-desk-statements = Déclarations

peers-title = Autres annuaires
peers-lead = Cet annuaire lit ce que ceux que vous nommez ici savent des pods. Ce qu’ils disent n’est qu’un indice : chaque pod est interrogé lui-même avant d’être montré, et rien n’est retiré parce que l’un d’eux le dit.
peers-own = Qui veut suivre cet annuaire le trouve ici :
peers-empty = Aucun autre annuaire n’est suivi
peers-empty-text = Les pods arrivent ici quand on les nomme, un par un. Suivez un annuaire que vous connaissez pour apprendre lesquels il montre.
peers-host = Nom d’hôte
peers-host-hint = Comme annuaire.example, sans https://.
peers-good = Dernière lecture
peers-next = Prochaine lecture
peers-taken = Noms retenus
peers-refused = Noms refusés
peers-error = Ce qui ne va pas
peers-trusted = compte
peers-paused = En pause
peers-add = Suivre un annuaire
peers-follow = Suivre
peers-trust-it = Ce qu’il dit des pods compte là où plusieurs doivent s’accorder
peers-pause = Mettre en pause
peers-resume = Reprendre
peers-trust = Le faire compter
peers-distrust = Ne plus le faire compter
peers-remove = Ne plus suivre
peers-rule = Quand plusieurs s’accordent
peers-rule-text = Un pod d’un autre déploiement est retiré lorsqu’autant d’annuaires qui comptent demandent de ne pas le montrer. Le motif figure auprès du pod et il est publié, avec l’adresse à laquelle ses responsables peuvent écrire. Quand ils ne s’accordent plus, le pod est admis de nouveau, depuis le début. Ce que vous décidez d’un pod demeure.
peers-agree = Combien doivent s’accorder
peers-agree-hint = 0 : jamais. Deux au moins ; ceux d’un même domaine enregistré comptent pour un.
peers-rule-set = Fixer
sure-peer-remove = Ne plus suivre { $host } ?
sure-peer-remove-text = Ce qu’il dit des pods est oublié aussitôt. Les pods qu’il a nommés restent : ils parlent pour eux-mêmes.

statements-title = Ce que les annuaires disent des pods
statements-lead = Des déclarations signées, celles de cet annuaire et de ceux qu’il suit. Aucune ne fait quoi que ce soit d’elle-même.
statements-empty = Rien n’est dit
statements-empty-text = Ce que vous dites d’un pod ci-dessous est publié pour les autres annuaires, et figure ici.
statements-say = Dire quelque chose d’un pod
statements-say-text = C’est publié au nom de cet annuaire, et tout le monde peut le lire. Écarter un pod d’ici est autre chose : cela se fait sous Annuaire.
statements-action = Ce qui est demandé aux autres
statement-note = Le savoir
statement-warn = Être prudents
statement-delist = Ne pas montrer le pod
statement-ours = Cet annuaire
statements-by = Qui le dit
statements-until = Valable jusqu’au
statements-appeal = Où s’y opposer
statements-evidence = Où cela se voit
statements-evidence-hint = Des adresses, une par ligne, cinq au plus. Vous pouvez laisser vide.
statements-days = Pour combien de jours
statements-days-hint = Un an au plus.
statements-publish = Publier
statements-withdraw = Retirer

problem-peer-own = C’est cet annuaire lui-même.
problem-peer-known = Cet annuaire est déjà suivi.
problem-peers-full = On ne peut pas suivre plus d’annuaires. Cessez d’abord d’en suivre un.
problem-statements-full = Cet annuaire dit autant qu’il peut. Retirez une déclaration, ou attendez qu’une prenne fin.
problem-evidence-invalid = Écrivez des adresses comme https://jardin.example/billet, une par ligne, cinq au plus.

deployment-kind-peer-change = Autres annuaires
deployment-kind-statement-change = Déclarations
deployment-kind-directory-key = Clés de l’annuaire
deployment-peer-change = La façon de suivre { $what } a été changée
deployment-statement-change = Ce qui est dit de { $what } a été changé
deployment-directory-key = L’annuaire signe désormais avec la clé { $what }

job-feed = Ce que les autres annuaires apprennent de nos pods
job-peers = Flux des autres annuaires
job-announcing = Annonce de nos pods aux annuaires suivis
job-agreements = Pods sur lesquels d’autres annuaires s’accordent
job-statements = Ce que les autres annuaires n’ont plus à apprendre

# How newcomers find a pod: what it says of itself to directories.

desk-listing = Arrivées

listing-title = Comment on trouve ce pod
listing-lead = Les annuaires lisent ceci, ici et ailleurs. Le nom, la phrase, la langue, les règles et la place viennent des autres réglages du pod ; le nombre de membres n’est donné qu’en gros.
listing-preview = Tel que les annuaires le montrent
listing-not-shown = Pour le moment, aucun annuaire ne recommande ce pod.
listing-document = Le document signé que lisent les annuaires
listing-joining-open = On entre immédiatement.
listing-joining-approval = On demande à entrer.
listing-joining-invite = N’entrent que les personnes invitées.
listing-joining-closed = Le pod n’accueille personne.
listing-joining-full = Le pod est complet.
listing-joining-paused = Les inscriptions sont en pause : l’équipe l’a voulu, celles du jour sont épuisées, ou le pod n’est pas en service.
listing-joining-closing = Le pod va fermer.

listing-visibility = Dans les annuaires
listing-visibility-hint = Hors des listes : le document reste, et aucun annuaire ne recommande le pod. Nulle part : il n’y a plus de document, et les annuaires oublient le pod.
listing-public = Visible
listing-unlisted = Hors des listes
listing-none = Nulle part
listing-topics = De quoi on y parle
listing-topics-hint = Quelques mots séparés par des virgules, comme dessin, céramique. Dix au plus.
listing-region = Région
listing-region-hint = Par exemple Bretagne, ou UE.
listing-country = Pays
listing-country-hint = Deux lettres, comme fr. Ce champ peut rester vide.
listing-budget = Arrivées par jour
listing-budget-hint = Aucun annuaire ne devrait en envoyer plus en un jour. Ce champ peut rester vide.
listing-min-age = Âge minimal
listing-price = Ce que cela coûte
listing-price-hint = Par exemple 2 EUR par mois. Laissez vide si c’est gratuit.
listing-provider = Qui le fait vivre
listing-provider-hint = L’adresse d’une page, avec https://. Si ce champ reste vide, c’est celle de la plateforme.
listing-organization = De quoi il s’agit
listing-unsaid = Non précisé
listing-non-governmental = Une association, une coopérative, une fondation
listing-private-person = Une personne
listing-company = Une entreprise
listing-commercial-person = Une personne, à titre commercial
listing-governmental = Un organisme public
listing-bus-factor = Personnes capables de le maintenir
listing-bus-factor-hint = Combien pourraient le faire sans les autres.
listing-backups = Sauvegardes
listing-backups-hint = Par exemple chaque nuit.
listing-notice = Jours de préavis avant la fermeture
listing-notice-hint = Ce que vous promettez à vos membres.
listing-abuse = Où signaler un abus
listing-abuse-hint = Une adresse par ligne, chacune commence par mailto:, xmpp: ou https://. Si ce champ reste vide, ce sont les personnes qui s’occupent du pod.
listing-support = Où les membres trouvent de l’aide
listing-support-hint = De la même façon. Ce champ peut rester vide.
listing-status = Page qui dit si tout fonctionne
listing-status-hint = Avec https://. Ce champ peut rester vide.
listing-save = Enregistrer

problem-country-invalid = Écrivez le pays en deux lettres, comme fr.
problem-contact-invalid = { $link } n’est pas une adresse qui commence par mailto:, xmpp: ou https://.

audit-listing-change = Ce que les annuaires savent du pod a été changé
audit-key-rotate = Une autre clé a été créée pour signer ce que le pod dit de lui-même : { $key }

# Le logo du pod, son mot d'accueil, ses liens et les langues qu'il parle.

logo-title = Logo
logo-text = Là où figure le nom du pod, dans les onglets des navigateurs, dans l’annuaire et dans les aperçus de liens. Il est redessiné en carré, et rien d’autre du fichier n’est gardé.
logo-label = Un nouveau logo
logo-words = Ce qu’il montre
logo-words-hint = Pour les personnes qui ne le voient pas. Laissez vide s’il ne fait que répéter le nom du pod.
logo-none = Pas encore de logo : la première lettre du nom du pod le remplace.
logo-remove = Retirer le logo
logo-before = Le logo précédent
logo-before-text = Voici le logo précédent. Il est gardé, et compte dans les médias du pod, jusqu’à ce que vous en enregistriez un autre ou que vous l’oubliiez.
logo-restore = Le remettre
logo-forget = L’oublier pour de bon

problem-logo-missing = Il n’y a pas encore de logo. Choisissez un fichier.
problem-media-full = Il n’y a plus de place pour cette image : les médias du pod sont pleins, ou ce qu’il en reste est réservé aux envois de fichiers. Ce qui est là reste tel quel.

audit-logo-set = Le logo a été changé, ou sa description
audit-logo-remove = Le logo a été retiré
audit-logo-restore = Le logo précédent a été remis
audit-logo-forget = Le logo précédent a été oublié

introduction-title = Mot d’accueil, liens et langues
introduction-welcome = Ce que le pod dit à qui arrive
introduction-welcome-hint = En Markdown, 5 000 caractères au plus. On le lit sur la page d’accueil, et au-dessus des premiers pas quand on vient de s’inscrire. Laissez vide pour ne rien dire.
links-title = Ailleurs
links-label = Liens
links-hint = Un par ligne, dix au plus : une adresse qui commence par https://, mailto: ou xmpp:, une espace, et son nom. Ils figurent sur la page d’accueil et sur la page qui présente ce pod.
languages-label = Autres langues
languages-hint = Les langues que l’on parle ici en plus de celle du pod, comme « br de pt-br ». On les cherche dans l’annuaire.

problem-address-not-linked = « { $link } » n’est pas une adresse qui commence par https://, mailto: ou xmpp:.
problem-too-many = Il peut y en avoir { $most } au plus.
problem-language-invalid = « { $tag } » n’est pas une langue comme on l’écrit ici : deux ou trois lettres, comme br, et peut-être une région, comme pt-br.

audit-introduction-change = Le mot d’accueil, les liens ou les autres langues ont été changés

confirm-forget-logo = Oublier pour de bon le logo précédent ?
confirm-forget-logo-text = Son fichier est supprimé et ses octets sont de nouveau libres. Il ne peut pas revenir. Le logo affiché maintenant reste.
confirm-forget-logo-yes = L’oublier pour de bon

# Le logo du pod, ses liens et les langues qu'il parle.

logo-title = Logo
logo-text = Là où figure le nom du pod, dans les onglets des navigateurs, dans l’annuaire et dans les aperçus de liens. Il est redessiné en carré, et rien d’autre du fichier n’est gardé.
logo-label = Un nouveau logo
logo-words = Ce qu’il montre
logo-words-hint = Pour les personnes qui ne le voient pas. Laissez vide s’il ne fait que répéter le nom du pod.
logo-none = Pas encore de logo : la première lettre du nom du pod le remplace.
logo-remove = Retirer le logo
logo-before = Le logo précédent
logo-before-text = Voici le logo précédent. Il est gardé, et compte dans les médias du pod, jusqu’à ce que vous en enregistriez un autre ou que vous l’oubliiez.
logo-restore = Le remettre
logo-forget = L’oublier pour de bon

problem-logo-missing = Il n’y a pas encore de logo. Choisissez un fichier.
problem-media-full = Il n’y a plus de place pour cette image : les médias du pod sont pleins. Ce qui est là reste tel quel.

audit-logo-set = Le logo a été changé, ou sa description
audit-logo-remove = Le logo a été retiré
audit-logo-restore = Le logo précédent a été remis
audit-logo-forget = Le logo précédent a été oublié

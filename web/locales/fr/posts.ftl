# Posts, comments, the composer, feed and blog.

audience-label = Qui peut lire ceci :
audience-contacts = Contacts
audience-contacts-is = Seules les personnes acceptées de part et d’autre peuvent lire.
audience-pod = Ce pod
audience-pod-is = Tous les membres de { $pod } peuvent lire.
audience-community = Communauté
audience-community-is = Les lecteurs d’une communauté peuvent lire.
audience-everyone = Tout le monde
audience-everyone-is = Tout le web peut lire, sans compte.

post-by = Une publication de { $name }
post-edited = modifié
post-tags = Mots-clés
post-comment = Commenter
post-comments = { $n ->
     [one] { $n } commentaire
    *[other] { $n } commentaires
}
post-more = Plus sur cette publication
post-open = Ouvrir
post-open-public = Page publique
post-delete = Supprimer…
posts-new-one = { "{n}" } nouvelle publication
posts-new-other = { "{n}" } nouvelles publications

comment-by = Un commentaire de { $name }
comment-delete = Supprimer ce commentaire
comment-label = Votre commentaire
comment-send = Commenter
comments-title = Commentaires
comments-empty = Personne n’a encore rien dit.
comments-off = Cette publication n’accepte pas de commentaires.
comments-sign-in = Se connecter pour commenter

composer-title = Écrire une publication
composer-label = Quoi de neuf chez vous ?
composer-add-title = Ajouter un titre
composer-title-label = Titre
composer-audience = Qui lira ceci ?
composer-contacts-read = { $n ->
     [0] Vos contacts liront ceci : personne encore.
     [one] Votre seul contact lira ceci.
    *[other] Vos { $n } contacts liront ceci.
}
composer-everyone-reads = Tout le web pourra lire ceci.
composer-everyone-is = Tout le web, sans compte. Par XMPP, seuls vos contacts le reçoivent.
composer-publish = Publier
composer-sending = Envoi…
composer-sent = Envoyé.
composer-failed = Pas envoyé. Votre texte est toujours là : réessayez. { "{reason}" }
count-left-one = { "{n}" } caractère restant
count-left-other = { "{n}" } caractères restants

feed-title = Fil
feed-tabs = Quelles publications
feed-all = Tout
feed-contacts = Contacts
feed-pod = Ce pod
feed-here = En ligne
feed-nobody-here = Aucun de vos contacts, pour l’instant.
feed-tags = On en parle
feed-empty = Tout est calme ici
feed-empty-text = Ce que vos contacts écrivent apparaît ici tout seul, le plus récent en premier.
feed-empty-alone = Ce que vos contacts écrivent apparaît ici tout seul. Ajoutez quelqu’un dont vous connaissez l’adresse.
feed-empty-step = Trouver vos proches

blog-posts = Publications publiques
blog-feed = Fil Atom
blog-empty = Rien de public encore
blog-empty-text = { $name } n’a encore rien écrit pour tout le monde.
blog-empty-mine = Voici votre page publique
blog-empty-mine-text = Ce que vous écrivez pour tout le monde s’affiche ici, lisible sur tout le web.
blog-empty-step = Écrire quelque chose

confirm-no = Non, tout garder
confirm-delete = Supprimer ceci ?
confirm-delete-text = Ceci disparaît d’ici et de votre serveur. Les copies déjà faites par d’autres leur restent.
confirm-delete-yes = Supprimer

# Ce qui n’est pas encore envoyé.
unsent-title = Pas encore envoyé
unsent-waits = En attente de votre serveur ; sera envoyé.
unsent-refused = N’a pas été envoyé.
unsent-again = Réessayer
unsent-discard = Abandonner

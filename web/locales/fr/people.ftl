# Contacts and profiles.

contacts-title = Contacts
contacts-requests = Ils vous demandent
contacts-list = Vos contacts
contacts-add = Ajouter
contacts-add-label = Adresse de quelqu’un que vous connaissez
contacts-add-hint = Comme un courriel : nom@serveur, sur n’importe quel pod ou serveur XMPP.
contacts-empty = Pas encore de contacts
contacts-empty-text = Demandez son adresse à une connaissance et saisissez-la ci-dessus. Dès que la réponse est oui, vous lisez vos publications.
contact-accept = Accepter
contact-refuse = Refuser
contact-add = Ajouter aux contacts
contact-remove = Retirer…
contact-here = en ligne
contact-asked = Demande envoyée, pas encore de réponse.
contact-asks = Vous demande comme contact.
contact-one-way = Un seul de vous deux voit les publications de l’autre.
contact-posts = Publications que vous pouvez lire
contact-public-page = Page publique
contact-empty = Rien pour vous ici encore
contact-empty-text = Dès que { $name } écrira quelque chose que vous pouvez lire, ce sera ici.
standing-me = C’est vous.
standing-stranger = Ne fait pas partie de vos contacts.
standing-mutual = Vous êtes en contact.
confirm-remove = Retirer { $name } de vos contacts ?
confirm-remove-text = { $name } et vous ne lirez plus ce que l’autre écrit pour ses contacts.
confirm-remove-yes = Retirer

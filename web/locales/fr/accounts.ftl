# Signing in and up, first steps, settings, what a pod says about itself.

login-title = Connexion
login-heading = Se connecter à { $pod }
login-any = Avec un compte de n’importe quel serveur XMPP : celui de ce pod ou le vôtre.
login-only = Avec un compte de { $domains }.
login-jid = Adresse
login-jid-hint = Comme un courriel : nom@serveur
login-password = Mot de passe
login-keep = Garder ma session ouverte
login-submit = Se connecter
login-new-here = Première visite ?
login-make-account = Créer un compte
login-full = { $pod } n’a plus de place pour le moment.
login-closed = { $pod } n’accueille plus de nouvelles personnes.
login-members = Vous êtes déjà membre ?
login-other-pods = Choisir un autre pod
login-demo = Essayer
login-demo-hint = Un clic vous connecte avec un compte de démonstration.

register-title = Rejoindre
register-heading = Rejoindre { $pod }
register-lead = Un nom et un mot de passe : votre compte marche sur ce pod, sur d’autres et dans tout client XMPP.
register-username = Nom
register-username-hint = Avec @{ $domain }, il devient votre adresse. Lettres, chiffres, points et tirets.
register-password-hint = Au moins { $n } caractères.
register-email = Courriel, pour retrouver l’accès
register-reason = Pourquoi voulez-vous nous rejoindre ?
register-invite = Code d’invitation
register-nick = Pseudonyme
register-name = Votre nom
register-first = Prénom
register-last = Nom de famille
register-phone = Téléphone
register-riddle = Une image avec le texte demandé ci-dessous
register-unseen = Vous ne voyez pas l’image, ou ne pouvez pas la lire ?
register-unseen-ask = Les personnes qui tiennent ce pod vous aident à obtenir un compte.
register-sound = Un son avec ce qui est demandé ci-dessous
register-sound-name = Décrivez le son que vous entendez
register-sound-answer = Répondez à la question que vous entendez
register-sound-words = Écrivez les mots que vous entendez
register-unheard = Vous n’entendez pas le son, ou ne le comprenez pas ?
register-unseen-unheard = Vous ne pouvez ni lire l’image ni comprendre le son ?
register-enough = { $n ->
     [one] Une seule de ces questions suffit : laissez les autres vides.
    *[other] Répondez à { $n } de ces questions, et laissez les autres vides.
}
register-choose = Choisir…
register-elsewhere = Ou inscrivez-vous sur la page de { $domain }
register-there = { $domain } crée les comptes sur sa propre page
register-there-text = Inscrivez-vous là-bas, puis revenez vous connecter ici avec votre nouvelle adresse.
register-there-open = Ouvrir la page de { $domain }
register-agree = En vous inscrivant, vous acceptez les
register-rules = règles du pod
register-submit = Créer mon compte
register-ask = Demander à rejoindre
register-have-one = Vous avez déjà un compte XMPP ?
register-sign-in = Utilisez-le
register-full = { $pod } est complet
register-full-text = Toutes les places sont prises pour le moment. D’autres pods en ont, et vous pourrez joindre les gens d’ici depuis n’importe lequel.
register-closed = { $pod } ne crée pas de comptes
register-closed-text = Connectez-vous avec un compte existant, ou choisissez un autre pod : les gens d’ici sont joignables depuis n’importe lequel.
closed-title = { $pod } n’accueille plus de nouvelles personnes
closed-text = Seules les personnes déjà membres peuvent se connecter ici. D’autres pods accueillent du monde, et vous pourrez joindre les gens d’ici depuis n’importe lequel.

welcome-title = Bienvenue sur { $pod }
welcome-lead = Quelques petites choses, dans n’importe quel ordre. Vous pouvez sauter chacune d’elles.
welcome-handle = Choisissez le nom de votre page
welcome-handle-text = Ce que vous écrivez pour tout le monde s’y trouvera.
welcome-handle-submit = Prendre ce nom
welcome-friend = Retrouvez quelqu’un
welcome-friend-text = Les contacts lisent leurs publications. Votre connaissance peut être sur n’importe quel pod.
welcome-post = Dites bonjour
welcome-post-text = Une phrase suffit.
welcome-step-done = fait
welcome-done = Continuer vers le fil

again-title = Votre mot de passe, encore une fois
again-text = Votre serveur n’accepte plus la clé que nous gardions, peut-être parce que le mot de passe a changé. Rien n’est perdu.
again-unkept = La connexion à votre serveur a été refaite, et votre serveur demande le mot de passe à chaque fois. Nous ne le gardons pas, comme vous l’avez voulu. Rien n’est perdu.
again-ended = Vous étiez loin longtemps : nous avons fermé la connexion à votre serveur et oublié sa clé. Rien n’est perdu : votre mot de passe la rouvre.
again-submit = Se reconnecter

settings-title = Réglages
settings-save = Enregistrer
profile-title = Profil
profile-text = Visible de tous ceux qui peuvent vous voir, sur d’autres pods aussi.
profile-name = Nom
profile-about = À votre sujet
profile-website = Site web
picture-title = Photo
picture-label = Une nouvelle photo
picture-hint = JPEG, PNG ou WebP, { $most } au plus.
picture-submit = Utiliser cette photo
picture-remove = Retirer la photo
handle-title = Votre page
handle-label = Nom de votre page
handle-hint = Lettres, chiffres, points et tirets. Un nom abandonné reste réservé 90 jours.
handle-fixed = C’est celui de votre compte sur ce pod :
language-title = Langue
language-label = Langue des pages
language-browser = Celle de mon navigateur
browsers-title = Navigateurs
browsers-text = Là où votre session est ouverte. Tous partagent une seule connexion à votre serveur.
browsers-this = celui-ci
browsers-unknown = Un navigateur
browsers-seen = Vu
browsers-since = session ouverte le
browsers-end = Déconnecter
browsers-end-others = Déconnecter tous les autres
connection-title = Connexion
connection-online = En ligne avec votre serveur.
connection-since = Depuis le
connection-address = Votre adresse là-bas :
connection-no-key = Votre serveur ne délivre pas de clé durable : après un redémarrage de ce pod, il redemandera votre mot de passe.
connection-sign-out = Déconnecter ici
connection-everywhere = Déconnecter partout
confirm-everywhere = Se déconnecter partout ?
confirm-everywhere-text = Tous vos navigateurs seront déconnectés et ce pod quittera votre serveur. Il vous faudra votre mot de passe pour revenir.
confirm-everywhere-yes = Se déconnecter partout

account-title = Compte
password-title = Changer le mot de passe
password-text = Il change sur { $server }, pour tous les pods et toutes les applications où vous utilisez ce compte : ils vous demanderont le nouveau. Ce pod continue sans rien demander.
password-present = Mot de passe actuel
password-new = Nouveau mot de passe
password-others = Déconnecter mes autres navigateurs sur ce pod
password-submit = Le changer
password-no = Retour aux réglages
leave-title = Quitter { $pod }
leave-heading = Quitter { $pod } ?
leave-text = Pendant { $days } jours, vous pouvez changer d’avis : reconnectez-vous, et tout sera comme avant. Ensuite, personne ne pourra rien rétablir.
leave-goes = Ce qui part
leave-goes-now = Tout de suite : votre page { $page } et les copies de vos publications qui s’y trouvent, pour tout le web. Tous vos navigateurs sont déconnectés et ce pod quitte votre serveur.
leave-goes-later = Après { $days } jours : votre profil et vos réglages, les discussions, contacts et publications que ce pod garde pour vous, et votre place, que quelqu’un d’autre pourra prendre.
leave-goes-handle = Le nom de votre page reste réservé 90 jours de plus, pour que personne ne passe pour vous.
leave-goes-account = Votre compte { $jid }, sur le domaine de ce pod : après { $days } jours, il est mis en sommeil et ne se connecte plus nulle part, ni dans d’autres applications ni sur d’autres pods, jusqu’à ce que vous reveniez ici avec votre mot de passe et qu’il y ait une place. Emportez vos affaires d’ici là, ou supprimez-le.
leave-delete = Supprimer le compte
leave-stays = Ce qui reste
leave-stays-account = Votre compte { $jid }. Il marche toujours dans toute application et sur d’autres pods, qui n’en savent rien.
leave-stays-server = Vos contacts, publications et messages sur { $server }. Ils sont là-bas, pas ici.
leave-stays-others = Les copies que d’autres ont : les messages envoyés, les commentaires sous leurs publications et les publications que leurs serveurs gardent.
leave-operator = Vous faites vivre ce pod, et cela s’arrête avec votre départ. Assurez-vous que quelqu’un d’autre peut s’en charger.
leave-submit = Quitter { $pod }
leave-no = Non, je reste
left-title = Vous avez quitté { $pod }
left-since = { $jid } n’est plus membre depuis le { $day }.
left-until = Jusqu’au { $day }, vous pouvez revenir, et tout sera comme avant.
left-after = Ensuite, { $pod } supprime tout ce qu’il garde de vous. Votre compte reste tel quel.
left-after-rests = Ensuite, { $pod } supprime tout ce qu’il garde de vous, et votre compte { $jid }, qui est sur le domaine de ce pod, est mis en sommeil : il ne se connecte plus nulle part, ni dans d’autres applications ni sur d’autres pods, jusqu’à ce que vous reveniez ici avec votre mot de passe et qu’il y ait une place. Emportez vos affaires d’ici là, ou revenez pour le supprimer.
left-after-account = Ensuite, { $pod } fait supprimer votre compte { $jid } sur son serveur, puis tout ce qu’il garde de vous.
left-receipt = Pour garder un reçu, imprimez cette page ou emportez-le comme texte.
left-take = Emporter le reçu
left-written = Rédigé le { $at }.
left-back = Revenir sur { $pod }
delete-account-title = Supprimer mon compte
delete-account-heading = Supprimer votre compte XMPP ?
delete-account-text = Le compte { $jid } lui-même est supprimé sur { $server }, et vous quittez ce pod.
delete-account-goes = Vos contacts, publications et messages archivés sur { $server } disparaissent avec lui, comme tout ce que ce pod garde de vous.
delete-account-everywhere = Tous les autres pods et applications où vous utilisez ce compte le perdent aussi. Son nom pourra un jour être celui de quelqu’un d’autre.
delete-account-days = Pendant { $days } jours, vous pouvez changer d’avis : reconnectez-vous ici. Jusque-là, de quoi se connecter à votre serveur est gardé scellé ici, pour la seule suppression. Ne changez pas le mot de passe ailleurs entre-temps.
delete-account-address = Votre adresse
delete-account-address-hint = Pour confirmer, saisissez { $jid }
delete-account-submit = Supprimer mon compte
delete-account-no = Non, le garder
delete-account-only-leave = Vous voulez partir en gardant le compte ?
delete-account-elsewhere = Votre compte { $jid } appartient à { $server }, et seul { $server } peut le supprimer : sur sa propre page, dans une application ou par qui s’en occupe.
delete-account-not-offered = { $server } ne permet pas de supprimer un compte d’ici. Demandez à qui s’en occupe.
delete-account-away = { $server } ne répond pas pour le moment. Revenez un peu plus tard.

front-members = { $n ->
     [one] { $written } membre
    *[other] { $written } membres
}
front-places = { $n ->
     [one] { $n } place libre
    *[other] { $n } places libres
}
front-full = Complet pour le moment
front-public = Écrit pour tout le monde
front-empty = Rien de public encore
front-empty-text = Ici, on s’écrit surtout entre nous. Ce qui est écrit pour tout le monde s’affiche ici.
front-come-in = Entrez
front-join-text = Écrivez pour vos contacts ou pour tout le web, et voyez leurs réponses arriver.
front-join = Créer un compte
front-or = ou avec un compte existant
front-rules = Comment on se traite ici
front-all-rules = Toutes les règles

rules-title = Les règles de { $pod }
rules-none = Ce pod n’a pas écrit de règles à lui. Celles-ci vont de soi :
rules-kind = Écrivez aux autres comme vous leur parleriez à table.
rules-law = Rien qui nuise à quelqu’un ou enfreigne la loi.
rules-private = Ce qui est écrit pour quelques-uns reste entre eux.

about-title = À propos de { $pod }
about-platform-title = À propos de Cosse
about-what = Un pod est le réseau social d’une communauté. Il parle XMPP, un standard ouvert : sur n’importe quel pod et dans tout client XMPP, les gens se joignent par leur adresse, comme avec le courriel.
about-yours = Vos contacts et vos publications vivent sur votre propre serveur XMPP. Le pod n’en garde qu’une copie, pour que les pages arrivent vite.
about-domain = Les comptes créés ici se terminent par @{ $domain }.
about-contact = À qui s’adresser
about-program = Le programme
about-version = Cosse { $version }, logiciel libre sous GNU AGPL, version 3 ou ultérieure.
about-source = Son code source
about-directory = L’annuaire des pods
about-report = Signaler ce pod à l’équipe du déploiement qui l’héberge

outbox-title = Courrier envoyé
outbox-lead = Ce que la démonstration aurait envoyé par courriel.
outbox-empty = Pas encore de courrier
outbox-empty-text = Confirmations et avertissements apparaîtront ici dès qu’il y en aura.
outbox-to = À

invite-title = Vous êtes invité·e sur { $pod }
invite-by = { $name } vous invite sur { $pod }.
invite-by-pod = L’équipe de { $pod } vous invite.
invite-register = Créer un compte ici
invite-login = J’ai déjà une adresse XMPP
invite-spent = Cette invitation n’est plus valable
invite-spent-text = Elle est épuisée, retirée ou trop ancienne. Demandez-en une autre à qui vous l’a envoyée.
invite-full-text = Votre invitation reste valable. Revenez quand une place se libère, ou choisissez un autre pod d’ici là.
invite-confirmed-title = Bienvenue sur { $pod }
invite-confirmed-text = L’adresse est bien la vôtre. Comment aimeriez-vous entrer ?
invite-confirmed-spent = Ce lien n’est plus valable
invite-confirmed-spent-text = Quelqu’un est entré par ce lien, ou bien vous en avez reçu un plus récent, ou il a plus de trois jours.
invite-confirmed-full-text = Votre lien est valable trois jours. En attendant, vous pouvez demander une place.
invite-confirmed-again = Recevoir un autre lien
register-by-invitation = { $pod } accueille les personnes invitées
register-by-invitation-text = Demandez une invitation à quelqu’un d’ici, et suivez son lien.
register-code = Le code d’une invitation
register-code-use = Continuer avec lui

register-ask-lead = L’équipe de { $pod } examine chaque demande. Dites-lui en quelques mots pourquoi vous aimeriez rejoindre le pod.
register-ask-email = Votre adresse de courriel, pour la réponse
register-ask-kept = La réponse arrive par courriel, avec un lien pour choisir nom et mot de passe. Votre demande est oubliée 90 jours après elle.
register-confirm-lead = { $pod } accueille toute personne qui a une adresse de courriel. Dites où vous recevez vos messages : un lien y arrive, qui vous fait entrer.
register-confirm-email = Votre adresse de courriel
register-confirm-kept = Le lien est valable trois jours. L’adresse devient la vôtre ici, pour les annonces et en cas de mot de passe perdu ; vous pouvez la retirer dans les réglages. Si vous ne venez pas, elle est oubliée.
register-confirm = M’envoyer le lien
register-wait-title = Attendre une place
register-wait-text = { $n ->
     [0] Personne n’attend pour le moment. Nous vous écrirons dès qu’il y aura de la place.
     [one] Une personne attend déjà. Nous vous écrirons quand ce sera votre tour.
    *[other] { $n } personnes attendent déjà. Nous vous écrirons quand ce sera votre tour.
}
register-wait-email = Votre adresse de courriel
register-wait = M’inscrire sur la liste
wait-hour = La plupart des demandes reçoivent une réponse en moins d’une heure.
wait-hours = La plupart des demandes reçoivent une réponse en moins de { $n } heures.
wait-days = La plupart des demandes reçoivent une réponse en moins de { $n } jours.

front-paused = Inscriptions suspendues
front-paused-text = Tant de monde est venu d’un coup que ce pod fait une pause et n’accueille que les personnes invitées. Revenez un peu plus tard, ou choisissez un autre pod.
front-ask-text = L’équipe de ce pod examine chaque demande.
front-confirm-text = Vous dites où vous recevez vos courriels, et le lien qui y arrive vous fait entrer.
front-wait = Attendre une place

waiting-list-title = Votre place sur la liste de { $pod }
waiting-list-confirm-text = Encore un pas : dites que vous souhaitez attendre. C’est alors seulement que votre place sur la liste compte.
waiting-list-confirm = Oui, j’attends
waiting-list-before = { $n ->
     [0] C’est bientôt votre tour. Nous vous écrirons dès qu’il y aura de la place.
     [one] Une personne passe avant vous. Nous vous écrirons quand ce sera votre tour.
    *[other] { $n } personnes passent avant vous. Nous vous écrirons quand ce sera votre tour.
}
waiting-list-offered = Une place vous est gardée jusqu’au { $day }. Le lien est dans le message que nous vous avons envoyé.
waiting-list-leave = Quitter la liste

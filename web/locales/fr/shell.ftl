# The frame of every page: navigation, foot, times, errors.

skip = Aller au contenu
beside = À côté
nav-label = Navigation principale
nav-login = Se connecter
nav-register = Rejoindre
nav-directory = Les pods
nav-go = Aller sur mon pod
nav-about = À propos
nav-me = Vous et vos réglages
nav-my-page = Ma page
nav-settings = Réglages
nav-logout = Se déconnecter
nav-feed = Fil
nav-people = Contacts
nav-write = Écrire
nav-requests = { $n ->
     [one] personne vous demande comme contact
    *[other] personnes vous demandent comme contact
}
foot-rules = Règles
foot-privacy = Vie privée
foot-about = À propos de ce pod
foot-about-platform = À propos de Cosse
foot-directory = Tous les pods
foot-said = Logiciel libre. Votre compte marche ici, sur d’autres pods et dans tout client XMPP.
live-lost = Les nouveautés n’arrivent plus d’elles-mêmes pour le moment. Nous réessayons ; rien n’est perdu.
session-signing-in = Connexion à votre serveur…
session-reconnecting = Votre serveur ne répond pas pour le moment. Ce que vous écrivez attend ici et partira à son retour.
session-needs-password = Votre serveur redemande votre mot de passe avant que rien de nouveau n’arrive.
session-ended = Vous étiez loin longtemps : nous avons fermé la connexion à votre serveur. Tout est encore là ; ce qui est nouveau arrivera dès que vous serez de nouveau en ligne.
session-give-password = Saisir le mot de passe
pager-label = Autres pages
pager-older = Plus ancien

time-now = maintenant
time-minutes = il y a { $n } min
time-hours = il y a { $n } h
time-days = { $n ->
     [1] hier
     [2] avant-hier
    *[other] il y a { $n } j
}
time-day = { $day } { $month } { $year }
time-weekday = { $weekday } { $date }
time-exact = { $date } à { $clock } UTC
time-short-day = { $day } { $month }
time-short-day-year = { $day } { $month } { $year }
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juil.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.

error-again = Réessayer
error-to-feed = Retour à votre fil
error-to-front = Vers la page d’accueil
error-not-found = Il n’y a rien ici
error-not-found-text = La page a été déplacée ou supprimée, ou ne vous est pas destinée. L’adresse contient peut-être une faute de frappe.
error-no-such-pod = Aucun pod n’habite à cette adresse
error-no-such-pod-text = Vérifiez l’adresse, ou choisissez parmi les pods qui ont de la place.
error-forbidden = Cela ne vous revient pas
error-forbidden-text = Rien n’a été modifié. Si vous pensez y avoir droit, demandez à qui s’occupe de ce pod.
error-form-expired = Ce formulaire est trop ancien
error-form-expired-text = Il n’a pas été envoyé, pour être sûr qu’il vient de vous. Revenez en arrière, rechargez la page et renvoyez-le : ce que vous avez saisi y est en général encore.
error-too-large = C’est trop gros
error-too-large-text = Rien n’a été envoyé. Revenez en arrière, raccourcissez le texte ou réduisez le fichier.
error-bad-request = Nous n’avons pas compris
error-bad-request-text = Rien n’a été modifié. Revenez en arrière et réessayez.
error-too-often = Un peu plus doucement
error-too-often-text = C’était trop souvent en peu de temps. Rien n’est perdu ; attendez une minute et réessayez.
error-not-offered = Votre serveur ne propose pas cela
error-not-offered-text = Tout le reste marche. Qui s’occupe de votre serveur XMPP peut peut-être l’activer.
error-server-silent = Votre serveur n’a pas répondu à temps
error-server-silent-text = Nous ignorons si c’est fait. Vérifiez avant de renvoyer.
error-suspended = Ce pod est fermé pour le moment
error-suspended-text = Les contacts et messages de ses membres sont à l’abri sur leurs serveurs XMPP et restent accessibles avec tout client XMPP.
error-internal = Quelque chose a cassé chez nous
error-internal-text = Ce n’est pas votre faute, et nous l’avons noté. Ce que vous avez envoyé n’est peut-être pas enregistré ; le reste est en sûreté.
error-unavailable = Nous revenons dans un instant
error-unavailable-text = Le pod redémarre ou a trop à faire. Rien n’est perdu et personne n’est déconnecté.

notice-published = Publié.
notice-commented = Votre commentaire est en ligne.
notice-deleted = Supprimé.
notice-contact-asked = La demande est partie. Vous verrez vos publications dès que la réponse sera oui.
notice-contact-accepted = Vous êtes maintenant en contact.
notice-contact-refused = Vous avez refusé. La personne n’en est pas avertie.
notice-contact-removed = Retiré de vos contacts.
notice-saved = Enregistré.
notice-browser-ended = Ce navigateur est déconnecté.
notice-signed-out = Ce navigateur est déconnecté de votre compte.
notice-signed-out-everywhere = Votre compte est déconnecté partout.
notice-sign-in-first = Connectez-vous, et vous arriverez sur la page demandée.
notice-back-online = De nouveau en ligne.
notice-waiting = Votre serveur ne répond pas pour le moment. Votre texte est gardé et sera envoyé.
notice-maybe-done = La réponse n’est pas arrivée à temps : l’envoi a peut-être réussi. Vérifiez avant de renvoyer.
notice-not-done = Cela n’a pas marché. Rien n’est perdu ; réessayez.
notice-account-made = Votre compte est prêt. Bienvenue sur { $pod } !

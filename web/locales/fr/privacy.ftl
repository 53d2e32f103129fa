# Ce qu’un pod garde des gens.
privacy-title = Vie privée sur { $pod }
privacy-lead = Cette page est faite à partir des réglages du pod : elle dit ce que fait le programme, non ce qu’il promet.
privacy-where = Tout ce qui suit se trouve sur les machines de ceux qui font tourner { $platform }. Qui a accès à ces machines pourrait le lire, sauf les messages chiffrés de bout en bout ; aucun message n’est montré aux opérateurs ni aux modérateurs du pod.
privacy-kept = Ce qui est gardé
privacy-what = Quoi
privacy-why = Pourquoi
privacy-how-long = Combien de temps
privacy-days = { $n ->
     [one] { $n } jour
    *[other] { $n } jours
}
privacy-member = Tant que vous êtes membre, et { $days } après votre départ
privacy-profile = Votre adresse, votre nom, votre image et votre langue, votre date d’arrivée et votre dernière visite
privacy-profile-why = Pour que les autres vous connaissent et que vous retrouviez ce qui est à vous
privacy-profile-long = { $member } ; un nom que vous abandonnez reste réservé { $days }
privacy-key = Si vous souhaitez rester connecté·e : une clé tirée de votre mot de passe, scellée. Jamais le mot de passe
privacy-key-why = Pour que votre session continue quand le navigateur est fermé ou le pod redémarré
privacy-key-long = Jusqu’à ce que vous vous déconnectiez partout ou partiez, ou après { $days } sans visite
privacy-browsers = Les navigateurs avec lesquels vous êtes connecté·e : nom et dernière visite
privacy-browsers-why = Pour que vous puissiez déconnecter chacun d’eux
privacy-browsers-long = Jusqu’à ce que vous le déconnectiez, ou après { $days } sans visite
privacy-contacts = Une copie de votre liste de contacts, avec noms, images et présences
privacy-copy-why = Pour que les pages arrivent vite, même quand votre serveur est absent
privacy-posts = Une copie des publications et commentaires que vous pouvez lire
privacy-messages = Une copie de vos messages
privacy-messages-long = { $days } ; ce qui est plus ancien vient des archives de votre serveur, tant qu’elles l’ont. Ce qui n’y a jamais été n’existe qu’ici, et reste
privacy-recovery = Si vous avez fait des codes de secours : de quoi reconnaître qu’un code est bon, pas les codes
privacy-recovery-why = Pour que vous reveniez si vous perdez votre mot de passe
privacy-requests = Si vous avez demandé à entrer : votre adresse électronique, et pourquoi vous aimeriez venir
privacy-requests-why = Pour que les opérateurs décident et vous répondent ; le délai habituel est dit aux autres
privacy-requests-long = Jusqu’à la réponse, et { $days } de plus ; sans réponse, { $days } en tout
privacy-waiting = Si vous attendez une place : votre adresse électronique
privacy-waiting-why = Pour que vous l’appreniez quand ce sera votre tour
privacy-waiting-long = Jusqu’à ce que vous entriez, quittiez la liste ou laissiez passer une place gardée pour vous ; { $days } si personne ne confirme l’adresse
privacy-mails = Les courriels qui vous sont adressés, et les messages de ce pod par XMPP : l’adresse, leur sujet et ce qu’ils sont devenus. Le texte des courriels, jusqu’à l’envoi
privacy-mails-why = Pour que chacun arrive, une seule fois, et que les opérateurs voient quand l’un d’eux n’arrive pas
privacy-mails-long = { $days }
privacy-address = Votre adresse réseau, quand vous vous connectez ou vous inscrivez
privacy-address-why = Pour ralentir ceux qui devinent des mots de passe ou créent des comptes en masse
privacy-address-long = En mémoire seulement ; elle n’est écrite nulle part
privacy-acts = Ce que les opérateurs ont fait au pod : invitations, rôles, réglages
privacy-acts-why = Pour que l’on voie qui a fait quoi
privacy-acts-long = Tant que le pod existe, et { $days } de plus
privacy-elsewhere = Ce qui est ailleurs
privacy-server = Votre compte, vos contacts, vos publications et vos messages vivent sur votre serveur XMPP. Ce qui y est gardé, et combien de temps, ce sont ses opérateurs qui en décident.
privacy-copies = Ce que vous écrivez arrive aux serveurs de ceux à qui c’est destiné. Vous pouvez le retirer ici, et on leur demande d’en faire autant ; personne ne peut les y contraindre.
privacy-cookies = Il y a deux cookies, tous deux propres à ce pod : l’un empêche que des formulaires soient envoyés en votre nom, l’autre vous garde connecté·e. Personne ne compte les visiteurs.

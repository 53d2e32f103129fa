# Retrouver l’accès sans le mot de passe ; le domaine XMPP d’un pod et les comptes de ses membres.

recover-title = J’ai perdu mon mot de passe
recover-lead = Saisissez l’adresse de votre compte. La suite dépend du serveur qui l’héberge.
recover-next = Continuer
recover-elsewhere = Le mot de passe de { $jid } est gardé par { $server } : demandez là-bas, sur sa propre page ou à qui s’en occupe. Ce pod ne l’a jamais eu.
recover-other = Une autre adresse
recover-here = Le compte :
recover-by-code = Avec un de vos codes de secours
recover-code = Code de secours
recover-code-hint = Douze lettres et chiffres, de la liste qui vous a été montrée. Chacun sert une fois.
recover-submit = Choisir ce mot de passe
recover-by-mail = Avec un lien par courriel
recover-by-mail-text = Si vous avez donné une adresse de courriel à ce pod, nous y envoyons un lien pour choisir un autre mot de passe.
recover-mail = M’envoyer un lien
recover-ask = Avec l’aide de l’équipe du pod
recover-ask-text = Demandez-lui un lien : l’équipe de { $pod } peut en faire un pour vous, sans connaître votre mot de passe pour autant.

reset-title = Choisir un nouveau mot de passe
reset-lead = Il vaut pour tous les pods et toutes les applications où vous utilisez ce compte. Tous vos navigateurs seront déconnectés ici.
reset-spent = Ce lien n’est plus valable
reset-spent-text = Il a servi, date de plus d’un jour, ou un plus récent a été fait. Demandez-en un autre.

recovery-title = Si je perds mon mot de passe
recovery-lead = Avec l’un de ces moyens, vous choisissez un autre mot de passe. Sans aucun d’eux, il vous faudra l’aide de l’équipe du pod.
recovery-codes = Codes de secours
recovery-left = { $n ->
     [0] Vous n’avez pas de codes de secours.
     [one] Il vous reste un code de secours.
    *[other] Il vous reste { $n } codes de secours.
}
recovery-make = Me montrer dix codes de secours
recovery-make-hint = Ceux que vous avez ne vaudront alors plus rien.
recovery-made = Imprimez ces codes ou notez-les, et gardez-les là où vous les trouverez sans ce navigateur. Ils ne sont montrés que maintenant ; chacun sert une fois.
recovery-on = Je les ai : continuer vers les premiers pas
recovery-mail = Courriel
recovery-email = Un lien peut être envoyé à { $email }, adresse que vous avez confirmée. Qui lit le courrier là-bas peut choisir votre mot de passe.
recovery-email-none = Vous n’avez pas confirmé d’adresse de courriel ici. Avec une adresse, un lien peut y être envoyé.
recovery-email-change = Changer où je reçois le courrier
welcome-codes = Assurez-vous de pouvoir revenir
welcome-codes-text = Si vous perdez votre mot de passe, un code parmi dix rouvre votre compte.
welcome-elsewhere = Votre compte est gardé par { $server }. Si vous perdez son mot de passe, demandez là-bas, sur sa propre page ou à qui s’en occupe : ce pod ne peut pas vous en donner un autre.

account-section = Compte XMPP
account-active = Le compte peut se connecter.
account-suspended = Le compte est suspendu : il ne se connecte nulle part.
account-gone = Le compte a été supprimé. Un lien pour un nouveau mot de passe le recrée, sans rien de ce qu’il gardait.
account-unknown = Le serveur du compte ne dit pas pour le moment où il en est.
account-difference = Suspendre un membre lui ferme ce pod ; son compte marche toujours dans d’autres applications et sur d’autres pods. Suspendre le compte le ferme partout, jusqu’à ce que vous le rouvriez. Un lien permet à la personne de choisir elle-même un nouveau mot de passe : nul autre ne le voit.
account-suspend = Suspendre le compte
account-resume = Rouvrir le compte
account-reset = Faire un lien pour un nouveau mot de passe
account-link = Envoyez-lui ce lien par une voie qu’elle seule peut lire. Il n’est montré que maintenant, sert une fois et vaut un jour :

domain-title = Domaine XMPP
domain-none = Le pod n’a pas de comptes à lui : chacun apporte le sien.
domain-shared = Les comptes du pod sont sur le domaine de ce déploiement, à côté de ceux d’autres pods. Ils se créent seulement avec le formulaire d’ici, et les limites valent dans toutes les applications.
domain-managed = Le pod a son propre domaine sur le serveur de ce déploiement. Les comptes se créent seulement avec le formulaire d’ici, et les limites valent dans toutes les applications.
domain-own = Les comptes du pod sont sur un serveur que ce déploiement ne gère pas. Il ne peut ni l’empêcher de créer des comptes au-delà du nombre de membres, ni limiter ce qu’on y dépose depuis d’autres applications.
domain-preparing = Il est en préparation ; on ne peut pas encore créer de comptes.
domain-stopped = Il n’a pas pu être préparé. L’équipe du déploiement doit s’en occuper.

problem-code-wrong = Ce n’est pas un code de ce compte, ou il a déjà servi.
notice-recovery-sent = Si ce compte a une adresse de courriel ici, un lien vient de partir vers elle.
notice-account-suspended = Le compte ne se connecte plus nulle part.
notice-account-resumed = Le compte peut de nouveau se connecter.
notice-account-away = Le serveur du compte ne répond pas : rien n’a été changé. Réessayez un peu plus tard.

audit-domain-change = { $kind ->
    [none] Le pod n’a plus de domaine XMPP
    [dropped] Le pod a été retiré du domaine XMPP { $domain }, qu’il avait quitté
    [managed] { $domain } est devenu le domaine XMPP du pod, créé par Cosse
    [shared] { $domain } est devenu le domaine XMPP du pod, partagé avec d’autres pods
   *[other] { $domain } est devenu le domaine XMPP du pod
}
audit-domain-ready = Le domaine XMPP { $domain } est prêt
audit-account-suspend = Le compte XMPP { $who } a été suspendu
audit-account-resume = Le compte XMPP { $who } peut de nouveau se connecter
audit-reset-issue = Un lien pour un nouveau mot de passe a été fait pour { $who }
audit-account-recover = { $who } a choisi un nouveau mot de passe { $means ->
    [code] avec un code de secours
   *[other] avec un lien
}
audit-upload-max = Octets d’un dépôt au plus

mails-recovery = Un lien pour un nouveau mot de passe
mail-recovery-subject = Votre mot de passe sur { $pod }
mail-recovery = Quelqu’un, sans doute vous, a perdu le mot de passe de votre compte sur { $pod }. Le lien ci-dessous permet d’en choisir un nouveau. Il sert une fois, jusqu’au { $day }.
mail-recovery-link = Choisir un nouveau mot de passe :
mail-why-recovery = Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même. Vous recevez ce message parce que vous avez donné cette adresse à { $pod } pour ce cas.

audit-invites-each = Invitations en cours par membre
invite-app = Créer un compte dans une application XMPP
invite-app-text = Ouvre une application XMPP de cet appareil, où vous choisissez un nom et un mot de passe. Ils vous serviront aussi à vous connecter ici.
invites-members-title = Membres qui invitent
invites-members-text = L’équipe du pod crée des invitations ici. Les membres en créent dans leurs réglages, si vous le permettez : chaque invitation vaut pour une personne et 14 jours, et la liste indique qui l’a faite. Là où le pod tient les comptes, on en crée aussi dans les applications XMPP.
invites-members-each = Invitations en cours par membre
invites-members-hint = 0 : les membres n’invitent pas.
invites-members-save = Enregistrer

confirm-invite = Retirer cette invitation ?
confirm-invite-of = Retirer l’invitation « { $note } » ?
confirm-invite-text = Son lien ne vaut plus rien, aussitôt, et ne peut pas être rétabli : il faudrait en faire une autre. Qui est entré grâce à elle reste.
confirm-account = Suspendre le compte XMPP de { $name } ?
confirm-account-text = Il ne se connecte plus nulle part : ni ici, ni sur d’autres pods, ni dans d’autres applications, et ce qui y est ouvert se ferme aussitôt.
confirm-account-back = Vous pouvez le rouvrir à tout moment.
confirm-link = Faire un lien pour un nouveau mot de passe de { $name } ?
confirm-link-text = Qui a le lien peut choisir un autre mot de passe, et dispose donc du compte : il est montré une fois, et ne va à personne d’autre. Quand il sert, l’ancien mot de passe ne vaut plus rien, et les navigateurs de ce membre sont déconnectés ici.
confirm-link-before = Un lien fait auparavant ne vaut alors plus rien.
confirm-link-yes = Faire le lien
confirm-guest = Ne plus permettre de visite libre comme { $jid } ?
confirm-guest-text = Toutes les visites libres se terminent aussitôt, et personne ne peut visiter sans compte. Le membre reste, comme tout ce qu’il peut lire. Pour la permettre de nouveau, désignez un membre, avec son mot de passe.

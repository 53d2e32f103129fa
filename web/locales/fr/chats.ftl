# Chats and messages.

nav-chat = Messages
nav-unread = { $n ->
     [one] message non lu
    *[other] messages non lus
}
contact-chat = Message
day-today = Aujourd’hui
day-yesterday = Hier

chats-title = Messages
chats-label = Vos conversations
chats-skip = Aller à la conversation
chats-new = Nouveau message
chats-new-label = À qui voulez-vous écrire ?
chats-new-submit = Ouvrir
chats-empty = Pas encore de conversations
chats-empty-text = Écrivez à l’un de vos contacts. Ce que vous vous dites reste ici, et dans tous vos autres clients.
chats-empty-step = Choisir un contact
chats-choose = Choisissez une conversation
chats-choose-text = Ou commencez-en une avec toute personne dont vous avez l’adresse.
chats-older = Plus anciennes
chats-newest = Conversations récentes

chat-back = Toutes les conversations
chat-log = Messages avec { $name }
chat-earlier = Messages précédents
chat-earlier-missing = Votre serveur ne nous a pas donné ce qui précède. Rien n’est perdu ; réessayez.
chat-newest = Messages récents
chat-beginning = Votre conversation avec { $name } commence ici.
chat-empty = Dites quelque chose à { $name }
chat-empty-text = C’est pour vous deux et personne d’autre. Vos serveurs le gardent, pour que tous vos clients l’aient.
chat-stranger = { $name } ne fait pas partie de vos contacts.
chat-asks = { $name } vous demande comme contact.
chat-field = Message à { $name }
chat-placeholder = Message
chat-send = Envoyer
chat-enter = Entrée envoie, Maj + Entrée va à la ligne.
chat-typing = { $name } écrit…
chat-new = Nouveaux messages
chat-read = Marquer comme lu
chat-to-end = Au dernier message

message-from = { $name } :
message-you = Vous :
message-waiting = Attend votre serveur
message-sending = Envoi en cours
message-sent = Envoyé
message-received = Arrivé
message-displayed = Vu
message-unsure = Peut-être pas envoyé
message-refused = Pas remis
message-waiting-text = Attend votre serveur, et partira.
message-unsure-text = Ceci n’est peut-être pas parti : la connexion a été coupée entre-temps.
message-refused-text = Ce message n’a pas été remis. Rien n’est perdu : il reste ici.
message-refused-said = La réponse était : « { $said } »
because-unknown-server = Il n’y a pas de serveur nommé { $server }. Vérifiez ce qui suit le @.
because-silent-server = Le serveur { $server } ne répond pas pour le moment. Renvoyez-le dans un moment.
because-unknown-account = Il n’y a pas de compte { $peer }. Vérifiez l’adresse.
because-moved = { $peer } a déménagé. Demandez la nouvelle adresse.
because-not-taken = { $peer } n’accepte pas de messages pour l’instant : ce compte n’existe peut-être pas, ou personne n’y est en ligne et rien n’est gardé pour plus tard, ou vos messages n’y sont pas souhaités. Vérifiez l’adresse, ou renvoyez-le plus tard.
because-blocked = Vous avez bloqué { $peer }. Débloquez cette adresse là où vous l’avez bloquée, puis renvoyez-le.
because-forbidden = { $peer } n’accepte pas vos messages. Devenez d’abord contacts, puis renvoyez-le.
because-policy = Les règles d’un serveur sur le trajet s’opposent à ce message : il est peut-être trop long, ou il y en a eu trop en peu de temps. Attendez un moment, ou dites-le en plusieurs parties.
because-no-room = Le serveur de { $peer } n’a plus de place pour lui en ce moment. Renvoyez-le dans un moment.
because-not-acceptable = Un serveur sur le trajet n’accepte pas ce message : peut-être pas tel quel, peut-être parce que vous avez bloqué { $peer }. Débloquez l’adresse si elle est bloquée, ou dites-le autrement.
because-fault = Quelque chose a échoué sur un serveur du trajet. Renvoyez-le dans un moment.
because-other = Un serveur en chemin ne l’a pas pris. Renvoyez-le, ou joignez { $peer } autrement.
message-not-sent = Ceci n’a pas été envoyé.
message-again = Renvoyer
message-discard = Abandonner
message-encrypted = Un message chiffré. Vous pouvez le lire dans le client qui en a la clé.
message-encrypted-short = Message chiffré
message-damaged = Une partie de ce message n’a pas pu être lue. Le reste de la conversation est complet.
message-damaged-short = Message qui n’a pas pu être lu

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
chats-new-label = À qui voulez-vous écrire ?
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
chat-earlier-missing = Votre serveur ne nous a pas donné ce qui précède. Rien n’est perdu ; réessayez.
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

message-from = { $name } :
message-you = Vous :
message-waiting = Attend votre serveur
message-sending = Envoi en cours
message-sent = Envoyé
message-received = Arrivé
message-displayed = Vu
message-unsure = Peut-être pas envoyé
message-refused = Pas remis
message-waiting-text = Attend votre serveur, et partira.
message-unsure-text = Ceci n’est peut-être pas parti : la connexion a été coupée entre-temps.
message-refused-text = Ceci n’a pas été remis.
message-not-sent = Ceci n’a pas été envoyé.
message-again = Renvoyer
message-discard = Abandonner
message-encrypted = Un message chiffré. Vous pouvez le lire dans le client qui en a la clé.
message-encrypted-short = Message chiffré
message-damaged = Une partie de ce message n’a pas pu être lue. Le reste de la conversation est complet.
message-damaged-short = Message qui n’a pas pu être lu

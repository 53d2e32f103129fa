"""Who lives in the demo, and what they have to say to one another.

Two pods, two languages: La Cantine speaks mostly French, Lanterne English, and some people are at home in both.
"""

CANTINE, LANTERNE = "cantine.localhost", "lanterne.localhost"

# of everybody
PASSWORD = "demo"
# the deployment's own account, which tells operators what they should know
MESSENGER = "pods"

# name → the pod where the account lives
HOMES = {"alice": CANTINE, "bob": CANTINE, "claire": CANTINE, "demo": CANTINE, "admin": CANTINE, "david": LANTERNE, "ines": LANTERNE}

# name → name for people, about, colours of the drawn face: background, clothes, skin, hair
PEOPLE = {
    "alice": ("Alice Moreau", "Je tiens la caisse de la coopérative le samedi, et la liste de qui a les clés.",
              ("#e9c46a", "#2a6f5b", "#e8b08a", "#4a2c1d")),
    "bob": ("Bob Tessier", "I cook for more people than I have chairs.", ("#a8c5da", "#8c3b2e", "#f0c3a0", "#b5651d")),
    "claire": ("Claire Nguyen", "Potager, vélo, et trop de courgettes.", ("#cfe3c0", "#3d4f8a", "#e3b48f", "#1d1a1a")),
    "david": ("David Okafor", "Reads on trains. Keeps the list of what we read.", ("#e6c9b0", "#39424e", "#7a4a2e", "#17120f")),
    "ines": ("Inês Duarte", "Half a page before sleep, every night, and never the last one.",
             ("#d9cbe6", "#a8562f", "#d39f7a", "#5a2f1c")),
}

# each other’s contacts; the last two are on different pods
FRIENDS = [("alice", "bob"), ("alice", "claire"), ("bob", "claire"), ("david", "ines"), ("alice", "david"), ("bob", "ines")]

# somebody asks, and the answer is left to you
ASKS = [("alice", "demo")]

# written elsewhere, with another XMPP client, before today: author, days ago, audience, title, text
EARLIER = [
    ("david", 12, "everyone", "The shelf by the stove",
     "There is a shelf by the stove now. Take what you like, leave what you are done with, and write on the first page who "
     "should read it next."),
    ("claire", 9, "contacts", "Premier gel",
     "Le bac du rebord de la fenêtre a gelé cette nuit. Les blettes tiennent, le basilic non : j’en ai fait du pesto, il y en a "
     "pour deux pots. Le premier qui sonne en emporte un."),
    ("alice", 6, "everyone", "Trente paires de mains",
     "Samedi dernier nous avons vidé, poncé et repeint la salle en une journée. Il reste une tache verte au plafond. Nous avons "
     "voté : nous la gardons."),
    ("bob", 4, "contacts", "The big pot is back",
     "To whoever borrowed the forty-litre pot: thank you for the new handle. It was never this clean when I lent it."),
    ("ines", 3, "everyone", "What the river takes",
     "Finished on the night train, somewhere after Irun. I have underlined one sentence and I am not telling you which; the book "
     "is on the shelf."),
    ("claire", 2, "everyone", "Dimanche, on répare les vélos",
     "Atelier dans la cour à partir de dix heures. J’apporte les rustines et la pompe ; apportez le vélo, même celui qui dort à la "
     "cave depuis trois ans."),
]

# written today, on the pages: author, audience, title, Markdown; oldest first
POSTS = [
    ("david", "everyone", "What we read in December",
     "It is *The Summer Book* by Tove Jansson: short, and better read slowly.\n\n"
     "- second Sunday of the month, at four;\n- by the stove, bring a cushion;\n- having finished it is not required.\n\n"
     "We have three copies. Write below if you want one."),
    ("alice", "everyone", "La coopérative rouvre samedi",
     "Après trois semaines de travaux, nous rouvrons **samedi à 9 h**. Le café est offert à qui aide à remplir les rayons.\n\n"
     "À apporter : vos bocaux vides, ceux d’avant l’été nous manquent. #coopérative"),
    ("ines", "contacts", "",
     "Page forty and it has rained for thirty-nine of them. Warm socks are part of this book."),
    ("claire", "contacts", "Courgettes à donner",
     "J’en ai *encore* six kilos. Elles sont dans la caisse bleue devant la porte, servez-vous avant midi."),
    ("alice", "contacts", "",
     "Le double des clés du local est chez Claire cette semaine ; demandez-lui plutôt qu’à moi."),
    ("bob", "everyone", "A recipe that three people asked for",
     "Leek and potato, for twelve:\n\n1. Wash three kilos of leeks, then wash them again.\n2. Butter, and more time than you think.\n"
     "3. Potatoes, water to cover, salt.\n4. A spoon of mustard goes in last, off the fire.\n\n"
     "> If it tastes of nothing, it is the salt. If it tastes of salt, it is the potatoes’ turn.\n> (my grandmother)"),
    ("bob", "contacts", "Soup on Friday",
     "I am making that soup on Friday, and we are nine so far. Who brings bread?"),
]

# who, whose post, words of that post, comment
COMMENTS = [
    ("ines", "david", "What we read in December", "One for me, please. I bring the cushion and the cake."),
    ("david", "david", "What we read in December", "Kept for you behind the counter. Two left."),
    ("bob", "alice", "La coopérative rouvre samedi", "I bring the big thermos, and the long arms for the top shelf."),
    ("claire", "alice", "La coopérative rouvre samedi", "Quarante bocaux dans ma cave. Quelqu’un a une remorque ?"),
    ("bob", "claire", "Courgettes à donner", "I took three. Soup number two is settled, then."),
    ("alice", "bob", "Soup on Friday", "Deux pains, du four de la rue Pasteur. Je viens avec Claire."),
    ("claire", "bob", "Soup on Friday", "And a courgette cake. Sorry."),
]

# what people said to each other, in this order: who, whom, text; the last to each of them is still unread
CHATS = [
    ("claire", "alice", "Les bocaux sont lavés. Quarante, j’ai compté deux fois."),
    ("alice", "claire", "Merci ! Je passe les prendre *samedi à 8 h*, avec la remorque de Bob."),
    ("claire", "bob", "On te prend la remorque samedi, Alice t’a prévenu ?"),
    ("bob", "claire", "She did. Mind the left tyre."),
    ("alice", "bob", "Il manque du pain pour vendredi ? J’en apporte deux."),
    ("bob", "alice", "Two is perfect, we are nine."),
    ("alice", "bob", "Et des bols ?"),
    ("bob", "alice", "Twelve bowls, eleven spoons. Could you bring one of yours?"),
]

# with --with-neighbour: a person whose account is on another server
NEIGHBOUR_JID = "karim@fournil.example"

# name, colours of the drawn face as above
NEIGHBOUR = ("Karim Haddad", ("#f0d9b5", "#f4f1ea", "#c68a5e", "#201713"))

# title, text
NEIGHBOUR_POST = (
    "La fournée de six heures",
    "Le levain a deux ans aujourd’hui. Pour fêter ça : pain aux noix, rue Pasteur, jusqu’à ce qu’il n’y en ait plus.",
)

# what alice asks at the first start → what the neighbour answers
REPLIES = {
    "Bonjour Karim ! Tu peux me garder deux pains pour vendredi ?": "Bonjour Alice. Deux de deux kilos, c’est noté.",
    "Parfait. C’est pour la soupe de Bob.": "Alors j’ajoute un pain aux noix, et il me doit un bol.",
}

# what the neighbour says to everything else, in turn
ANSWERS = [
    "Bien reçu, jusque chez nous : un autre serveur, un autre logiciel, et la même conversation.",
    "Je sors une fournée et je te réponds mieux après.",
    "Oui. Et dis bonjour à la rue des Lilas.",
    "Ça marche pour moi.",
    "Je note. Si j’oublie, c’est la farine.",
]

# What directories tell each other.

admin-desk-peers = Other directories
admin-desk-statements = Statements

peers-title = Other directories
peers-lead = This directory reads what those that you name here know of pods. What they say is a hint: each pod is asked itself before it is shown, and nothing is taken out because one of them says so.
peers-own = Whoever is to follow this directory finds it here:
peers-empty = No other directory is followed
peers-empty-text = Pods come here by being named, one by one. Follow a directory that you know, to hear of those that it lists.
peers-host = Host name
peers-host-hint = As in directory.example, without https://.
peers-good = Last read
peers-next = Next read
peers-taken = Names taken
peers-refused = Names refused
peers-error = What is wrong
peers-trusted = counts
peers-paused = Paused
peers-add = Follow a directory
peers-follow = Follow
peers-trust-it = What it says of pods counts where several must agree
peers-pause = Pause
peers-resume = Go on
peers-trust = Let it count
peers-distrust = Do not let it count
peers-remove = Follow no longer
peers-rule = Where several agree
peers-rule-text = A pod of another deployment is taken out where so many directories that count ask not to list it. The reason stands beside the pod and is published, with whom its operators can write to. When they agree no longer, it is let in again, from the beginning. What you decide about a pod stays.
peers-agree = How many must agree
peers-agree-hint = 0: never. Two at least; those of one registered domain count as one.
peers-rule-set = Set
sure-peer-remove = Follow { $host } no longer?
sure-peer-remove-text = What it says of pods is forgotten at once. Pods that it named stay: they speak for themselves.

statements-title = What directories say of pods
statements-lead = Signed statements, this directory’s and those of directories that it follows. None of them does anything by itself.
statements-empty = Nothing is said
statements-empty-text = What you say of a pod below is published for other directories, and stands here.
statements-say = Say something of a pod
statements-say-text = It is published in the name of this directory, and anybody can read it. To keep a pod out here is another thing: you do that under Directory.
statements-action = What is asked of others
statement-note = To know it
statement-warn = To be careful
statement-delist = Not to list the pod
statement-ours = This directory
statements-by = Who says it
statements-until = Holds until
statements-appeal = Where to object
statements-evidence = Where it can be seen
statements-evidence-hint = Addresses, one on each line, five at most. You can leave it empty.
statements-days = For how many days
statements-days-hint = A year at most.
statements-publish = Publish
statements-withdraw = Take back

problem-peer-own = This is this directory itself.
problem-peer-known = This directory is followed already.
problem-peers-full = No more directories can be followed. Remove one first.
problem-statements-full = This directory says as much as it can. Take something back, or wait until something is over.
problem-evidence-invalid = Write addresses like https://garden.example/post, one on each line, five at most.

deployment-kind-peer-change = Other directories
deployment-kind-statement-change = Statements
deployment-kind-directory-key = Keys of the directory
deployment-peer-change = How { $what } is followed was changed
deployment-statement-change = What is said of { $what } was changed
deployment-directory-key = The directory signs with the key { $what } from now on

job-feed = What other directories hear of our pods
job-peers = Feeds of other directories
job-announcing = Our pods, named to the directories that are followed
job-agreements = Pods on which other directories agree
job-statements = What other directories need hear no longer

-- mod_cosse_admin: by this module Cosse makes virtual hosts and accounts on its deployment's Prosody, and its limits hold for any client.
--
-- Written against Prosody 0.12. Part of Cosse, AGPL-3.0-or-later. Load it globally: modules_enabled = { …; "cosse_admin" }.
--
--   cosse_admin_secret_file   a file with the secret that Cosse shows (or cosse_admin_secret, the secret itself)
--   cosse_admin_from          addresses from which it may come; loopback if nothing is said
--   cosse_admin_uploads       the address at which browsers reach this Prosody's HTTP server, as in https://uploads.example/
--
-- It speaks JSON at /cosse of Prosody's HTTP server, which must listen on loopback or inside a private network only:
--
--   GET /cosse/health
--   GET /cosse/hosts/DOMAIN
--   PUT /cosse/hosts/DOMAIN/certificate                                      {"chain": PEM, "key": PEM, "print": …}
--   PUT and DELETE /cosse/hosts/DOMAIN/pods/POD                              a pod has its accounts there, alone or with others; answered
--                                                                            with what it holds, and by which "turn" that was wished
--   PUT /cosse/hosts/DOMAIN/pods/POD/room                                    {"total": at most so many bytes, "turn": …}, answered alike
--   GET, PUT and DELETE /cosse/hosts/DOMAIN/pods/POD/accounts/NAME           {"password": …, "unfinished": whether it signs in only once
--                                                                            its suspension is taken away}
--   PUT /cosse/hosts/DOMAIN/pods/POD/accounts/NAME/password                  {"password": …}
--   PUT /cosse/hosts/DOMAIN/pods/POD/accounts/NAME/check                     {"password": …}, answered with whether it is "right"
--   PUT and DELETE /cosse/hosts/DOMAIN/pods/POD/accounts/NAME/suspension     {"left": whether it rests because its owner has left the pod}
--   GET /cosse/questions                                                     waits until a client asks what only Cosse can answer
--   PUT /cosse/questions/ID                                                  {"yes": true}, {"no": WORD}, {"make": POD} or {"uri": …}
--
-- By the last two accounts are made with an invitation from any client (XEP-0445), and invitations by a member's (XEP-0401).
--
-- What was made lies in DATA/_global/cosse_hosts.dat, and is made again when Prosody starts; how new what was wished is, in cosse_turns there.

module:set_global();

local certmanager = require "core.certmanager";
local configmanager = require "core.configmanager";
local hostmanager = require "core.hostmanager";
local modulemanager = require "core.modulemanager";
local rostermanager = require "core.rostermanager";
local storagemanager = require "core.storagemanager";
local usermanager = require "core.usermanager";
local http_server = require "net.http.server";
local lfs = require "lfs";
local load_certificate = require "ssl".loadcertificate;
local url_parse = require "socket.url".parse;
local hashes = require "util.hashes";
local jid_split = require "util.jid".split;
local json = require "util.json";
local new_secret = require "util.id".long;
local st = require "util.stanza";
local stringprep = require "util.encodings".stringprep;
local utf8_length = require "util.encodings".utf8.length;
local urldecode = require "util.http".urldecode;
local monotonic = require "util.time".monotonic;
local umask = require "util.pposix".umask;
local is_for = require "util.x509".verify_identity;

local hosts = prosody.hosts;
local data = storagemanager.olddm;
local name = module.name;

local STORE = "cosse_hosts";
local TURNS = "cosse_turns";
local UPLOAD = "urn:xmpp:http:upload:0";
local COMMANDS = "http://jabber.org/protocol/commands";
local IBR = "http://jabber.org/features/iq-register";
local TOKENS = "urn:xmpp:ibr-token:0";
local PREAUTH = "urn:xmpp:pars:0";
-- seconds after which uploads are counted anew: some of them have expired, or were never sent
local COUNT_AGAIN = 600;
-- seconds for which a client waits for what Cosse says; so many more once its account is made
local PATIENCE, MORE = 20, 30;
-- seconds for which Cosse waits for a question, and in which it comes again
local FETCH, ABSENT = 20, 5;
-- seconds after a wish with a number for which one without it is of an older Cosse that runs beside, and knows nothing of loans
local BESIDE = 900;
-- questions that are open at once, those of one address or account, and requests for them that wait
local QUESTIONS, OF_ONE, FETCHERS = 100, 8, 16;
-- slots of one account that are there at once: each is kept as long as its file, and Prosody keeps 10,000 of a domain
local SLOTS = 1000;
-- bytes of all that is said of a file: its name is in headers, which have 10 KB together
local SAID = 1000;
-- seconds for which an account that a form has begun is of whoever sent that; Cosse holds a place for as long
local BEGUN = 120;
-- characters of a password, and bytes
local SHORTEST, LONGEST = 8, 1000;

local secret = module:get_option_string("cosse_admin_secret");
local secret_file = module:get_option_string("cosse_admin_secret_file");
local from = module:get_option_set("cosse_admin_from", { "127.0.0.1", "::1", "::ffff:127.0.0.1" });
local uploads_at = module:get_option_string("cosse_admin_uploads");

if not secret and secret_file then
	local file, err = io.open(secret_file);
	if file then
		secret = file:read("*a"):match("^%s*(.-)%s*$");
		file:close();
	else
		module:log("error", "The secret cannot be read: %s", err);
	end
end
if not secret or secret == "" then
	secret = nil;
	module:log("error", "Without cosse_admin_secret or cosse_admin_secret_file nobody is answered");
end

-- domain → { sign_up = address, alone = pod or nil, secret = of uploads, certificate = { print = …, hosts = { host → true } }, pods = { pod → { total = bytes, each = bytes, shut = true or nil } } }
local kept, unreadable = data.load(nil, nil, STORE);
kept = kept or {};
-- what this process has made, and so may take away: host → true
local made = {};
-- upload host → domain
local upload_hosts = {};
-- domain → { at = when, pods = { pod → bytes } }
local counted = {};
-- pod → { by = { domain → the number of its newest wish }, unread = one that is great enough for all others or nil, at = { domain → when it
-- came } }, once it was read: a wish that is older and comes late does not count, or more would be uploaded than is lent
local turns = {};
local loaded_at = monotonic();
-- domain → { name → pod }, once it was read
local owners = {};
-- domain → { pod → { open = whether who was invited comes in, members = whether they invite, by = { name → true } } }, as Cosse last said
local inviting = {};
-- what clients ask: id → { from = address or account, what = as Cosse is told, answered = function, make = function or nil, waits = which
-- of its waits is on }
local questions = {};
-- ids of those that Cosse was not told yet, and its requests that wait for one
local queue, fetchers = {}, {};
local fetched_at = 0;
-- domain → { name → true }: accounts that are being made by a client
local naming = {};
-- below: what hosts' hooks do
local register, invite, commands_of;

local function save()
	if unreadable then return nil, unreadable; end
	return data.store(nil, nil, STORE, kept);
end

local function components(domain)
	return { rooms = "rooms." .. domain, pubsub = "pubsub." .. domain, upload = "upload." .. domain };
end

local function largest(entry)
	local most = 0;
	for _, limits in pairs(entry.pods) do
		if limits.each > most then most = limits.each; end
	end
	return most;
end

local function define(host, options)
	configmanager.set(host, "defined", true);
	for option, value in pairs(options) do
		configmanager.set(host, option, value);
	end
end

-- Where the certificate of a domain lies, and its key.
local function certificate_files(domain)
	local folder = prosody.paths.data .. "/cosse_certificates";
	lfs.mkdir(folder);
	local file = folder .. "/" .. data.path_encode(domain);
	return { certificate = file .. ".crt", key = file .. ".key" };
end

-- Says what Prosody's configuration would say of a domain's hosts, were they in it. What is in it stays as it is.
local function describe(domain)
	local entry, at = kept[domain], components(domain);
	local function ours(host) return made[host] or not hosts[host]; end
	if ours(domain) then
		define(domain, { allow_registration = false });
	end
	if ours(at.rooms) then
		define(at.rooms, {
			component_module = "muc", load_global_modules = false, modules_enabled = { "muc_mam" },
			restrict_room_creation = "local",
		});
	end
	if ours(at.pubsub) then
		define(at.pubsub, { component_module = "pubsub", load_global_modules = false, autocreate_on_publish = true });
	end
	if ours(at.upload) then
		define(at.upload, {
			component_module = "http_file_share", load_global_modules = false, modules_enabled = { name },
			http_file_share_access = { domain }, http_file_share_secret = entry.secret,
			http_file_share_size_limit = largest(entry),
		});
		local web = uploads_at and url_parse(uploads_at);
		if web and web.host then
			define(at.upload, {
				http_external_url = uploads_at, http_host = web.host, http_paths = { file_share = "/$host" },
			});
		end
	end
	for host in pairs(entry.certificate and entry.certificate.hosts or {}) do
		if ours(host) then define(host, { ssl = certificate_files(domain) }); end
	end
end

-- pubsub host → what says who may do what there
local creators = {};

-- mod_pubsub lets only admins create nodes, and of a domain that was made there are none. Whoever has an account on it creates nodes, and
-- owns those; on all others she may do what their owners let her.
local function let_create(domain, host)
	local pubsub = modulemanager.get_module(host, "pubsub");
	local service = pubsub and pubsub.service;
	if not service or service.config.get_affiliation == creators[host] then return; end
	local before = service.config.get_affiliation;
	creators[host] = function (jid, node, action)
		local affiliation = before(jid, node, action);
		local _, of = jid_split(jid);
		if not affiliation and action == "create" and of == domain then return "owner"; end
		return affiliation;
	end
	service.config.get_affiliation = creators[host];
end

local function raise(host)
	if hosts[host] then return true; end
	local ok, err = hostmanager.activate(host);
	if not ok then return nil, err; end
	made[host] = true;
	return true;
end

-- Makes what is not there of a domain's hosts. Nil and a sentence if something cannot be made.
local function ensure(domain)
	local at = components(domain);
	upload_hosts[at.upload] = domain;
	describe(domain);
	for _, host in ipairs({ domain, at.rooms, at.pubsub, at.upload }) do
		local ok, err = raise(host);
		if not ok then return nil, host .. ": " .. tostring(err); end
	end
	for host, needed in pairs({ [at.rooms] = "muc", [at.pubsub] = "pubsub", [at.upload] = "http_file_share" }) do
		if made[host] and not modulemanager.is_loaded(host, needed) then
			return nil, "mod_" .. needed .. " did not load on " .. host .. "; Prosody's log says why";
		end
	end
	if made[at.pubsub] then let_create(domain, at.pubsub); end
	-- where the configuration has them, they may not know of this module
	for _, host in ipairs({ domain, at.upload }) do
		if not modulemanager.is_loaded(host, name) then
			local ok, err = modulemanager.load(host, name);
			if not ok then return nil, name .. " did not load on " .. host .. ": " .. tostring(err); end
		end
	end
	return true;
end

local function restore()
	for domain in pairs(kept) do
		-- whatever is wrong with one of them, Prosody starts
		local fine, ok, err = pcall(ensure, domain);
		if not fine or not ok then module:log("error", "%s: %s", domain, fine and err or ok); end
	end
end

local function take_down(host, reason)
	if made[host] and hosts[host] then
		hostmanager.deactivate(host, reason);
		made[host] = nil;
	end
end

local function remove(domain)
	local at, certificate = components(domain), kept[domain].certificate;
	creators[at.pubsub] = nil;
	-- its files go: a domain that is made again by this name would look for them, and speak no TLS
	for host in pairs(certificate and certificate.hosts or {}) do
		if made[host] then configmanager.set(host, "ssl", nil); end
	end
	for _, host in ipairs({ at.upload, at.pubsub, at.rooms, domain }) do
		take_down(host, "This server has stopped serving " .. domain);
	end
	upload_hosts[at.upload], counted[domain], owners[domain], inviting[domain] = nil, nil, nil, nil;
	local web = uploads_at and url_parse(uploads_at);
	-- all uploads share this name, and the one that went has taken it along
	if web and web.host then http_server.add_host(web.host); end
end

-- What is kept of an account: { suspended = true }, with left = true if its owner left the pod and may come back with her password; or
-- { unfinished = true } until Cosse says that somebody has come in with it, with since = seconds if a form made it. It goes with the
-- account.
local function accounts(domain)
	return storagemanager.open(domain, "cosse_accounts", "keyval");
end

-- Whose the names of a domain are. It is no account's own, and stays when one is deleted: its name is nobody else's.
local function owners_store(domain)
	return storagemanager.open(domain, "cosse_owners", "keyval");
end

local function owners_of(domain)
	if not owners[domain] then
		local found, err = owners_store(domain):get(nil);
		if err then error("whose accounts are cannot be read: " .. tostring(err)); end
		owners[domain] = found or {};
	end
	return owners[domain];
end

local function own(domain, username, pod)
	local all = owners_of(domain);
	local before = all[username];
	if before == pod then return true; end
	all[username] = pod;
	local ok, err = owners_store(domain):set(nil, all);
	if not ok then all[username] = before; end
	return ok, err;
end

local function pod_of(domain, username)
	return kept[domain].alone or owners_of(domain)[username];
end

local function is_shut(domain, pod)
	local limits = kept[domain].pods[pod];
	return not limits or limits.shut;
end

-- Whether an account signs in nowhere: it is suspended, or its pod is, or has gone.
local function is_suspended(domain, username)
	if not kept[domain] then return false; end
	local pod = pod_of(domain, username);
	if pod and is_shut(domain, pod) then return true; end
	local found = accounts(domain):get(username) or {};
	return found.suspended or found.unfinished;
end

local function put_out(domain, username, text)
	local user = hosts[domain].sessions[username];
	for _, session in pairs(user and user.sessions or {}) do
		session:close({ condition = "not-authorized", text = text });
	end
end

local function put_out_all(domain, pod)
	local names = {};
	for username in pairs(hosts[domain] and hosts[domain].sessions or {}) do
		if pod_of(domain, username) == pod then names[#names + 1] = username; end
	end
	for _, username in ipairs(names) do put_out(domain, username, "This account's pod is not open"); end
end

-- A size as whole bytes; nil for all else that Lua takes for a number.
local function whole(text)
	if type(text) ~= "string" or #text > 15 or not text:match("^%d+$") then return nil; end
	return math.floor(tonumber(text));
end

-- Bytes of uploads that each pod of a domain was let in with, as its store has them, and how many each account.
local function count(domain)
	local pods, slots = {}, {};
	for pod in pairs(kept[domain].pods) do pods[pod] = 0; end
	local uploads = assert(storagemanager.open(components(domain).upload, "uploads", "archive"));
	for _, slot, _, with in assert(uploads:find(nil)) do
		local username, host = jid_split(with);
		local pod = username and host == domain and pod_of(domain, username);
		local size = whole(slot.attr.size);
		if pod and size then
			pods[pod], slots[username] = (pods[pod] or 0) + size, (slots[username] or 0) + 1;
		end
	end
	return { at = os.time(), pods = pods, slots = slots };
end

-- The same, with what was let in since; nil where nobody knows. What was counted before is never too little: each upload is added to it.
local function usage(domain)
	local before = counted[domain];
	if before and os.time() - before.at < COUNT_AGAIN then return before.pods, before.slots; end
	local fine, now = pcall(count, domain);
	if not fine then
		module:log("error", "What was uploaded on %s cannot be counted: %s", domain, now);
		now = before;
	end
	counted[domain] = now;
	if now then return now.pods, now.slots; end
end

-- Why a file is let in under no name and type like these; nil where it is. They are kept, and told to whoever fetches it, as they are.
local function unfit(request)
	local length = 0;
	for attribute, value in pairs(request.attr) do
		if value:find("%c") then return "The name and the type of a file are one line"; end
		length = length + #attribute + #value;
	end
	if length > SAID then return "The name and the type of a file are too long"; end
end

-- An upload on a domain of ours: granted by mod_http_file_share, if its pod has room. What it grants is counted, and nothing else.
local function may_upload(upload_host, event, grant)
	local domain = upload_hosts[upload_host];
	local entry = domain and kept[domain];
	if not entry then return grant(); end
	local origin, stanza = event.origin, event.stanza;
	local function refuse(kind, condition, text)
		origin.send(st.error_reply(stanza, kind, condition, text));
		return true;
	end
	local username, host = jid_split(stanza.attr.from);
	local pod = username and host == domain and pod_of(domain, username);
	local limits = pod and entry.pods[pod];
	if not limits or limits.shut then
		return refuse("auth", "forbidden", "Only members of a pod upload here");
	end
	local size = whole(stanza.tags[1].attr.size);
	if not size or size == 0 then
		return refuse("modify", "bad-request", "The size of a file is a whole number of bytes, and not 0");
	end
	local wrong = unfit(stanza.tags[1]);
	if wrong then return refuse("modify", "bad-request", wrong); end
	if size > limits.each then
		local reply = st.error_reply(stanza, "modify", "not-acceptable", "File too large");
		reply:tag("file-too-large", { xmlns = UPLOAD }):text_tag("max-file-size", ("%d"):format(limits.each));
		origin.send(reply);
		return true;
	end
	local used, slots = usage(domain);
	if not used then
		return refuse("wait", "resource-constraint", "What was uploaded cannot be counted now; try again later");
	end
	if (used[pod] or 0) + size > limits.total then
		return refuse("wait", "resource-constraint", "The pod's room for media is used up");
	elseif (slots[username] or 0) >= SLOTS then
		return refuse("wait", "resource-constraint", "You have as many files here as one account may; some expire every day");
	end
	local send, granted = origin.send, false;
	origin.send = function (reply, ...)
		granted = granted or (reply.attr and reply.attr.id == stanza.attr.id and reply.attr.type == "result");
		return send(reply, ...);
	end
	local fine, done = pcall(grant);
	origin.send = send;
	if not fine then error(done, 0); end
	if granted then
		used[pod], slots[username] = (used[pod] or 0) + size, (slots[username] or 0) + 1;
	end
	return done;
end

-- The same account at another upload service of this Prosody would be past all limits.
local function keep_to_own_upload(domain, event)
	local stanza = event.stanza;
	if not kept[domain] or not stanza:get_child("request", UPLOAD) then return; end
	local _, to = jid_split(stanza.attr.to);
	if to and hosts[to] and upload_hosts[to] ~= domain then
		event.origin.send(st.error_reply(stanza, "auth", "forbidden", "Upload to " .. components(domain).upload));
		return true;
	end
end

local function closed_text(domain)
	return ("Accounts of %s are made at %s"):format(domain, kept[domain].sign_up);
end

-- What is asked and was not told yet; nil where there is nothing.
local function untold()
	local told = {};
	for _, id in ipairs(queue) do
		if questions[id] then told[#told + 1] = questions[id].what; end
	end
	queue = {};
	return told[1] and told;
end

local function forget_fetcher(response)
	for place, other in ipairs(fetchers) do
		if other == response then return table.remove(fetchers, place); end
	end
end

-- Cosse is told what is asked, now or as soon as somebody asks.
local function fetch(response)
	fetched_at = os.time();
	local told = untold();
	if told or #fetchers >= FETCHERS then return json.encode({ questions = told }); end
	fetchers[#fetchers + 1] = response;
	response.on_destroy = forget_fetcher;
	module:add_timer(FETCH, function ()
		if not forget_fetcher(response) then return; end
		fetched_at = os.time();
		response:send("{}");
	end);
	return true;
end

local function is_heard()
	return fetchers[1] ~= nil or os.time() - fetched_at < ABSENT;
end

-- A question has its answer, or none where nobody gave one.
local function settle(id, said)
	local question = questions[id];
	questions[id] = nil;
	return question.answered(said);
end

-- Whoever asked waits so long from now on. The clock of the day does not count: one that is put back would keep her, and the name, for ever.
local function give_up_after(seconds, id)
	local waits = (questions[id].waits or 0) + 1;
	questions[id].waits = waits;
	module:add_timer(seconds, function ()
		local question = questions[id];
		if question and question.waits == waits then settle(id, {}); end
	end);
end

-- Asks Cosse; false where so much is asked already that nobody would be answered in time.
local function ask(question)
	local all, of_one = 0, 0;
	for _, other in pairs(questions) do
		all = all + 1;
		if other.from == question.from then of_one = of_one + 1; end
	end
	if all >= QUESTIONS or of_one >= OF_ONE or not is_heard() then return false; end
	local id = new_secret();
	question.what.id = id;
	questions[id], queue[#queue + 1] = question, id;
	give_up_after(PATIENCE, id);
	local response = table.remove(fetchers, 1);
	if response then
		fetched_at = os.time();
		response:send(json.encode({ questions = untold() }));
	end
	return true;
end

-- What Cosse says no with, as clients hear it; without a word it has said nothing.
local REFUSALS = {
	spent = { "cancel", "item-not-found", "This invitation is unknown, used up, withdrawn or too old" };
	full = { "wait", "resource-constraint", "The pod has no free place; the invitation stays good" };
	today = { "wait", "resource-constraint", "As many have signed up today as may in a day; the invitation stays good" };
	closed = { "cancel", "not-allowed", "The pod takes nobody in now" };
	taken = { "cancel", "conflict", "Somebody has this name" };
	often = { "wait", "policy-violation", "This was tried too often; try again later" };
	forbidden = { "auth", "forbidden", "You cannot invite anybody here" };
	many = { "wait", "resource-constraint", "So many of your invitations are open that you can make no other" };
	password = { "modify", "not-acceptable", ("A password has at least %d characters"):format(SHORTEST) };
	name = { "modify", "not-acceptable", "This is no name for an account" };
};
local UNANSWERED = { "wait", "remote-server-timeout", "Nobody can say that now; try again soon" };

local function refuse(session, stanza, word)
	local said = word and REFUSALS[word] or UNANSWERED;
	-- who asked may have gone
	if session.conn or session.hibernating then
		session.send(st.error_reply(stanza, said[1], said[2], said[3]));
	end
	return true;
end

local function wishes(domain, pod)
	return inviting[domain] and inviting[domain][pod];
end

-- Whether somebody who was invited can make an account by a client now.
local function takes_invited(domain)
	if not kept[domain] or not is_heard() then return false; end
	for pod in pairs(kept[domain].pods) do
		local wish = wishes(domain, pod);
		if wish and wish.open and not is_shut(domain, pod) then return true; end
	end
	return false;
end

-- A token (XEP-0445 §4): whether it is good is told, and it is used by nobody yet.
local function show_token(domain, session, stanza)
	local code = stanza.tags[1].attr.token;
	if stanza.attr.type ~= "set" or not code or #code > 100 then return refuse(session, stanza, "spent"); end
	session.cosse_shown = nil;
	local asked = ask({
		from = session.ip;
		what = { ask = "token", domain = domain, code = code, address = session.ip };
		answered = function (said)
			if not said.yes then return refuse(session, stanza, said.no); end
			session.cosse_shown = { code = code, at = os.time() };
			return session.conn and session.send(st.reply(stanza)) or true;
		end;
	});
	return asked or refuse(session, stanza);
end

-- Accounts that are suspended sign in nowhere (RFC 6120 §6.5.1): the provider's own answer, but that the account is disabled.
local function guard(domain)
	local provider = usermanager.get_provider(domain);
	local find_handler = rawget(provider, "get_sasl_handler");
	if not find_handler or rawget(provider, "cosse_sasl_handler") then return; end
	provider.cosse_sasl_handler = find_handler;
	provider.get_sasl_handler = function (session)
		local handler = find_handler(session);
		local profile = handler and handler.profile or {};
		-- one that a provider uses again is guarded already
		if profile.cosse_guarded then return handler; end
		profile.cosse_guarded = true;
		for backend, find in pairs(profile) do
			if backend == "plain" or backend == "plain_test" then
				profile[backend] = function (self, username, ...)
					local found, state = find(self, username, ...);
					if found and state and is_suspended(domain, username) then state = false; end
					return found, state;
				end
			elseif type(backend) == "string" and backend:match("^scram_") then
				profile[backend] = function (self, username, ...)
					local stored_key, server_key, iterations, salt, state = find(self, username, ...);
					if state and is_suspended(domain, username) then state = false; end
					return stored_key, server_key, iterations, salt, state;
				end
			end
		end
		return handler;
	end
end

local function unguard(domain)
	local provider = usermanager.get_provider(domain);
	local find_handler = rawget(provider, "cosse_sasl_handler");
	if find_handler then
		provider.get_sasl_handler, provider.cosse_sasl_handler = find_handler, nil;
	end
end

-- What a request that cannot be done is answered: a status and a sentence.
local function no(status, text)
	return nil, status, text;
end

local function is_amount(value)
	return type(value) == "number" and value >= 0 and value % 1 == 0;
end

local function is_domain(domain)
	return domain ~= "" and domain ~= "*" and not domain:find("[%s%c@/*]") and stringprep.nameprep(domain) == domain;
end

local function there(domain, pod)
	local entry = kept[domain];
	return entry and entry.pods[pod] and hosts[domain] and entry;
end

local function turns_of(pod)
	if not turns[pod] then
		local found, err = data.load(pod, nil, TURNS);
		if err then module:log("error", "How new the wishes of %s are cannot be read: %s", pod, err); end
		-- whoever says a smaller one than that of now is told so, and comes again with a greater one
		turns[pod] = { by = found or {}, unread = err and os.time() * 1000 or nil, at = {} };
	end
	return turns[pod];
end

-- The number of the newest wish; nil where none had one.
local function newest(domain, pod)
	local its = turns_of(pod);
	return its.by[domain] or its.unread;
end

-- Prosody may end at any moment: it is written down before the wish is done.
local function note_turn(domain, pod, turn)
	if not is_amount(turn) then return true; end
	local its = turns_of(pod);
	local before = its.by[domain];
	its.by[domain] = turn;
	local ok, err = data.store(pod, nil, TURNS, its.by);
	if not ok then
		its.by[domain] = before;
		return nil, err;
	end
	its.at[domain] = monotonic();
	return true;
end

-- Whether a wish without a number is of a Cosse that runs beside one which says numbers.
local function is_beside(domain, pod, wish)
	if is_amount(wish.turn) or not newest(domain, pod) then return false; end
	return monotonic() - (turns_of(pod).at[domain] or loaded_at) < BESIDE;
end

-- How a pod stands: what it uploaded if that is known, what it may in all, and the number of the wish by which it may. Whoever said a
-- smaller one was late.
local function pod_answer(domain, pod)
	local entry = kept[domain];
	local limits, certificate = entry and entry.pods[pod], entry and entry.certificate;
	if not limits then return { uploaded = 0, total = 0, turn = newest(domain, pod) }; end
	local used = usage(domain);
	return {
		uploaded = used and (used[pod] or 0), total = limits.total, turn = newest(domain, pod),
		certificate = certificate and certificate.print,
	};
end

-- Whether a new domain is none of the hosts that go with another, and has none of them below it; or nil and why not.
local function is_apart(domain)
	for _, host in pairs(components(domain)) do
		if kept[host] then return no(409, host .. " is a domain of Cosse's already"); end
	end
	for other in pairs(kept) do
		for _, host in pairs(components(other)) do
			if host == domain then return no(409, "this host goes with " .. other); end
		end
	end
	return true;
end

-- Whether a domain may be a pod's like that; or nil and why not.
local function may_have(domain, pod, alone)
	local entry = kept[domain];
	local has_it = entry and entry.alone == alone;
	if alone and hosts[domain] and not made[domain] and not has_it then
		return no(409, "this host is there already, and was not made by Cosse");
	end
	if not entry then
		if hosts[domain] and hosts[domain].type ~= "local" then
			return no(409, "this host is a component");
		end
		return is_apart(domain);
	end
	local first = next(entry.pods);
	local is_its_own = first == pod and next(entry.pods, pod) == nil;
	if entry.alone ~= alone and not is_its_own then
		return no(409, "this host is another pod's");
	end
	return true;
end

-- What a pod may upload in all from here on: no more than before where nobody knows what it did, and where who says so knows no loans.
local function room_of(domain, pod, wish)
	local entry = kept[domain];
	local is_known = not entry or not hosts[components(domain).upload] or usage(domain);
	if is_known and not is_beside(domain, pod, wish) then return wish.total; end
	local before = entry and entry.pods[pod];
	return math.min(wish.total, before and before.total or 0);
end

-- Notes what a pod wishes; nil and why it cannot be written down.
local function note(domain, pod, wish, alone)
	local entry = kept[domain] or { secret = new_secret(), pods = {} };
	local before, shut = entry.pods[pod], wish.open == false or nil;
	if before and before.total == wish.total and before.each == wish.each and before.shut == shut
	and entry.sign_up == wish.sign_up and entry.alone == alone then
		return true;
	end
	entry.pods[pod] = { total = wish.total, each = wish.each, shut = shut };
	entry.sign_up, entry.alone = wish.sign_up, alone;
	kept[domain] = entry;
	local ok, err = save();
	if ok then return true; end
	entry.pods[pod] = before;
	if not next(entry.pods) then kept[domain] = nil; end
	return nil, err;
end

-- Whether something newer was wished already, also of a pod that has left since.
local function is_late(domain, pod, wish)
	local turn = newest(domain, pod);
	return turn and is_amount(wish.turn) and wish.turn < turn;
end

-- Who invites and is taken in, as Cosse says it; nil where it does not.
local function invites_of(wish)
	if type(wish) ~= "table" then return nil; end
	local by = {};
	for _, username in ipairs(type(wish.by) == "table" and wish.by or {}) do by[username] = true; end
	return { open = wish.open == true, members = wish.members == true, by = by };
end

local function put_pod(domain, pod, wish)
	if not (is_amount(wish.total) and is_amount(wish.each) and type(wish.sign_up) == "string") then
		return no(400, "total and each are bytes, sign_up is an address");
	elseif not is_domain(domain) then
		return no(400, "this is no domain, or not written as XMPP has it");
	end
	if is_late(domain, pod, wish) then return pod_answer(domain, pod); end
	local alone = wish.alone and pod or nil;
	local may, status, text = may_have(domain, pod, alone);
	if not may then return nil, status, text; end
	local upload = components(domain).upload;
	local was_there, most = hosts[upload], kept[domain] and largest(kept[domain]);
	local was_shut = kept[domain] and is_shut(domain, pod);
	wish.total = room_of(domain, pod, wish);
	-- written down before anything is made: what is half made is finished by the next request, or when Prosody starts
	local ok, err = note_turn(domain, pod, wish.turn);
	if ok then ok, err = note(domain, pod, wish, alone); end
	if not ok then return no(500, "it cannot be written down: " .. tostring(err)); end
	ok, err = ensure(domain);
	if not ok then return no(500, err); end
	if made[upload] and was_there and largest(kept[domain]) ~= most then
		-- what it says of the largest file is read when it loads
		modulemanager.reload(upload, "http_file_share");
	end
	if wish.open == false and not was_shut then put_out_all(domain, pod); end
	inviting[domain] = inviting[domain] or {};
	inviting[domain][pod] = invites_of(wish.invites);
	return pod_answer(domain, pod);
end

-- A pod may upload less, and all else is as it was: it has given the domain up, and people have their accounts there still.
local function put_room(domain, pod, wish)
	if not (is_amount(wish.total) and is_amount(wish.turn)) then return no(400, "total is bytes, turn is a number"); end
	if is_late(domain, pod, wish) then return pod_answer(domain, pod); end
	local ok, err = note_turn(domain, pod, wish.turn);
	local limits = kept[domain] and kept[domain].pods[pod];
	if ok and limits and wish.total < limits.total then
		local before = limits.total;
		limits.total = wish.total;
		ok, err = save();
		if not ok then limits.total = before; end
	end
	if not ok then return no(500, "it cannot be written down: " .. tostring(err)); end
	return pod_answer(domain, pod);
end

local function delete_pod(domain, pod)
	local entry = kept[domain];
	local limits = entry and entry.pods[pod];
	if not limits then return {}; end
	entry.pods[pod] = nil;
	if inviting[domain] then inviting[domain][pod] = nil; end
	if next(entry.pods) then
		counted[domain] = nil;
		-- its accounts stay on the disk, and none of them signs in
		put_out_all(domain, pod);
	else
		-- its accounts stay on the disk, and nobody signs in
		remove(domain);
		kept[domain] = nil;
		for _, file in pairs(certificate_files(domain)) do os.remove(file); end
		entry.certificate = nil;
	end
	local ok, err = save();
	if not ok then
		-- asked again, it is tried again: what is not written down comes back when Prosody starts
		entry.pods[pod], kept[domain] = limits, entry;
		return no(500, "it cannot be written down: " .. tostring(err));
	end
	return {};
end

-- A pod that goes has nothing anywhere, also not on domains that it gave up.
local function delete_pod_everywhere(pod)
	local its = {};
	for domain, entry in pairs(kept) do
		if entry.pods[pod] then its[#its + 1] = domain; end
	end
	for _, domain in ipairs(its) do
		local done, status, text = delete_pod(domain, pod);
		if not done then return nil, status, text; end
	end
	-- this process remembers them, for what is under way; nobody asks later
	turns_of(pod);
	data.store(pod, nil, TURNS, {});
	return {};
end

-- A file that Prosody alone reads.
local function write(file, text)
	local before = umask("077");
	local handle, err = io.open(file, "w");
	umask(before);
	if not handle then return nil, err; end
	local ok;
	ok, err = handle:write(text);
	handle:close();
	return ok, err;
end

-- Which of a domain's hosts a certificate is for; nil and why it cannot be the domain's.
local function hosts_of_certificate(domain, chain)
	local fine, certificate = pcall(load_certificate, chain);
	if not fine or not certificate then
		return no(400, "this is no certificate");
	elseif not certificate:validat(os.time()) then
		return no(400, "this certificate is not good today");
	elseif not is_for(domain, "_xmpp-client", certificate) then
		return no(400, "this certificate is not for " .. domain);
	end
	local its = { [domain] = true };
	for _, host in pairs(components(domain)) do
		if is_for(host, "_xmpp-server", certificate) then its[host] = true; end
	end
	return its;
end

-- Lays down what clients are shown. What is half written is in nobody's way: the files get their names when both are good.
local function put_certificate(domain, wish)
	local entry, chain, key, print = kept[domain], wish.chain, wish.key, wish.print;
	if not entry or not made[domain] then
		return no(404, "there is no such host, or not made by Cosse");
	elseif type(chain) ~= "string" or type(key) ~= "string" or type(print) ~= "string" then
		return no(400, "chain, key and print are texts");
	end
	local its, status, text = hosts_of_certificate(domain, chain);
	if not its then return nil, status, text; end
	local files, new = certificate_files(domain), {};
	for what, file in pairs(files) do
		new[what] = file .. ".new";
		local ok, err = write(new[what], what == "key" and key or chain);
		if not ok then return no(500, tostring(err)); end
	end
	local context, err = certmanager.create_context(domain, "server", new);
	if not context then return no(400, "certificate and key do not go together: " .. tostring(err)); end
	for what, file in pairs(files) do os.rename(new[what], file); end
	local before = entry.certificate;
	entry.certificate = { print = print, hosts = its };
	local ok;
	ok, err = save();
	if not ok then
		entry.certificate = before;
		return no(500, "it cannot be written down: " .. tostring(err));
	end
	describe(domain);
	for host in pairs(its) do
		if made[host] and modulemanager.is_loaded(host, "tls") then modulemanager.reload(host, "tls"); end
	end
	module:log("info", "%s has another certificate", domain);
	return {};
end

local function get_host(domain)
	if not kept[domain] or not hosts[domain] then return no(404, "there is no such host of Cosse's"); end
	return { domain = domain, registration = "closed", made = made[domain] and true or false };
end

-- An account that is there and is the pod's, or nil and why not.
local function known(domain, pod, username)
	if not usermanager.user_exists(username, domain) or pod_of(domain, username) ~= pod then
		return no(404, "this pod has no such account");
	end
	return true;
end

-- Whether an account was begun with and never finished, because Prosody or Cosse ended over it.
local function is_unfinished(domain, username)
	return (accounts(domain):get(username) or {}).unfinished;
end

-- Whether a form is just about to make it.
local function is_begun(domain, username)
	local found = accounts(domain):get(username) or {};
	local since = found.unfinished and found.since;
	return since and os.time() - since < BEGUN and usermanager.user_exists(username, domain);
end

-- Such a one goes for whoever comes with the name next; Cosse knows of nobody who has it.
local function finish_off(domain, username)
	if is_unfinished(domain, username) and not is_begun(domain, username) then
		usermanager.delete_user(username, domain);
		accounts(domain):set(username, nil);
	end
end

local function create(domain, pod, username, password)
	if usermanager.user_exists(username, domain) then
		return no(409, "somebody has this name");
	end
	local before = owners_of(domain)[username];
	if before and before ~= pod and not kept[domain].alone then
		return no(409, "somebody has had this name");
	end
	-- whose it is first: an account that is nobody's could not be taken away
	local ok, err = own(domain, username, pod);
	if not ok then return no(500, tostring(err)); end
	ok, err = usermanager.create_user(username, password, domain);
	if not ok then
		own(domain, username, before);
		return no(500, tostring(err));
	end
	module:log("info", "Cosse made the account %s@%s", username, domain);
	return {};
end

local function put_account(domain, pod, username, wish)
	if naming[domain] and naming[domain][username] then
		return no(409, "somebody is about to have this name");
	end
	if is_begun(domain, username) then
		-- whoever sends the same form again goes on with it
		local is_hers = pod_of(domain, username) == pod and usermanager.test_password(username, domain, wish.password);
		if is_hers then return {}; end
		return no(409, "somebody is about to have this name");
	end
	finish_off(domain, username);
	if not wish.unfinished or usermanager.user_exists(username, domain) then
		return create(domain, pod, username, wish.password);
	end
	-- before it is there: if this Prosody ends in between, nobody signs in with it
	local ok, err = accounts(domain):set(username, { unfinished = true, since = os.time() });
	if not ok then return no(500, tostring(err)); end
	local done, status, text = create(domain, pod, username, wish.password);
	if not done then
		accounts(domain):set(username, nil);
		return nil, status, text;
	end
	return done;
end

local function check_password(domain, _, username, wish)
	return { right = usermanager.test_password(username, domain, wish.password) and true or false };
end

local function put_password(domain, _, username, wish)
	local ok, err = usermanager.set_password(username, wish.password, domain, nil);
	-- only a member sets one: hers was begun with, and everything ended before it was let in
	if ok and is_unfinished(domain, username) then ok, err = accounts(domain):set(username, nil); end
	if not ok then return no(500, tostring(err)); end
	module:log("info", "Cosse set another password for %s@%s", username, domain);
	return {};
end

local function delete_account(domain, _, username)
	local ok, err = usermanager.delete_user(username, domain);
	if not ok then return no(500, tostring(err)); end
	module:log("info", "Cosse deleted the account %s@%s", username, domain);
	return {};
end

local function suspend(domain, _, username, wish)
	local before = accounts(domain):get(username) or {};
	-- who was kept out before is so also after she left
	local left = wish.left == true and (before.left or not before.suspended) or nil;
	local ok, err = accounts(domain):set(username, { suspended = true, left = left });
	if not ok then return no(500, tostring(err)); end
	put_out(domain, username, "This account is suspended");
	module:log("info", "Cosse suspended the account %s@%s", username, domain);
	return {};
end

local function resume(domain, _, username)
	local ok, err = accounts(domain):set(username, nil);
	if not ok then return no(500, tostring(err)); end
	module:log("info", "Cosse let the account %s@%s sign in again", username, domain);
	return {};
end

local function get_account(domain, _, username)
	local found = accounts(domain):get(username) or {};
	local is_shut_out = found.suspended or found.unfinished;
	return {
		suspended = is_shut_out and true or false, left = found.left and true or false,
		unfinished = found.unfinished and true or false, gone = not usermanager.user_exists(username, domain),
	};
end

local ON_ACCOUNT = {
	["GET "] = get_account;
	["PUT "] = put_account;
	["DELETE "] = delete_account;
	["PUT password"] = put_password;
	["PUT check"] = check_password;
	["PUT suspension"] = suspend;
	["DELETE suspension"] = resume;
};

local function on_account(method, domain, pod, account, act, wish)
	local username = stringprep.nodeprep(account);
	local handler = ON_ACCOUNT[method .. " " .. act];
	if not handler then
		return no(404, "there is no such act");
	elseif not there(domain, pod) then
		return no(404, "this pod has no accounts there");
	elseif not username or username == "" or username ~= account then
		return no(400, "this is no name of an account, or not written as XMPP has it");
	end
	if handler == put_account or handler == put_password or handler == check_password then
		local password = wish.password;
		if type(password) ~= "string" or password == "" or not stringprep.saslprep(password) then
			return no(400, "this is no password");
		end
	end
	if handler ~= put_account then
		local ok, status, text = known(domain, pod, username);
		local owner = pod_of(domain, username);
		local is_gone = not usermanager.user_exists(username, domain);
		if handler == get_account and is_gone and (not owner or owner == pod) then
			ok = true;
		end
		if not ok then
			-- deleted twice is deleted, but only of whom nobody else has
			if handler == delete_account and is_gone then return {}; end
			return nil, status, text;
		end
	end
	return handler(domain, pod, username, wish);
end

-- Both see when the other is there, as if they had asked each other.
local function befriend(domain, one, other)
	if not usermanager.user_exists(one, domain) then return; end
	for _, pair in ipairs({ { one, other }, { other, one } }) do
		local who, contact = pair[1], pair[2] .. "@" .. domain;
		local roster = rostermanager.load_roster(who, domain);
		local item = roster[contact] or { groups = {} };
		item.subscription, item.ask = "both", nil;
		roster[contact] = item;
		if roster[false] and roster[false].pending then roster[false].pending[contact] = nil; end
		rostermanager.save_roster(who, domain, roster, contact);
		rostermanager.roster_push(who, domain, contact);
	end
end

-- The account of a client that shows an invitation: made when Cosse says for which pod, and it signs in once Cosse says that it has come in.
local function newcomer(domain, session, stanza, username, password)
	local before, pod, friend = owners_of(domain)[username], nil, nil;
	local function make(said)
		if pod then return no(409, "it was made already"); end
		if not session.conn then return no(404, "nobody waits for this any more"); end
		if not there(domain, said.make) then return no(404, "this pod has no accounts there"); end
		finish_off(domain, username);
		if usermanager.user_exists(username, domain) then return no(409, "somebody has this name"); end
		-- before it is there: if this Prosody ends in between, nobody signs in with it
		local ok, err = accounts(domain):set(username, { unfinished = true });
		if not ok then return no(500, tostring(err)); end
		local done, status, text = create(domain, said.make, username, password);
		if not done then
			accounts(domain):set(username, nil);
			return nil, status, text;
		end
		pod, friend = said.make, type(said.friend) == "string" and said.friend;
		return {};
	end
	local function answered(said)
		naming[domain][username] = nil;
		local finished = said.yes and pod and accounts(domain):set(username, nil);
		if not finished then
			if pod then
				usermanager.delete_user(username, domain);
				own(domain, username, before);
			end
			refuse(session, stanza, said.no);
			return not said.yes;
		end
		session.cosse_shown = nil;
		if friend then
			local fine, err = pcall(befriend, domain, friend, username);
			if not fine then module:log("warn", "%s and %s are no contacts: %s", friend, username, err); end
		end
		if session.conn then session.send(st.reply(stanza)); end
		return true;
	end
	return make, answered;
end

-- A field of a registration, in either of the ways in which clients send it (XEP-0077 §3.1, §4).
local function filled(query, field)
	local form = query:get_child("x", "jabber:x:data");
	if not form then return query:get_child_text(field); end
	for child in form:childtags("field") do
		if child.attr.var == field then return child:get_child_text("value"); end
	end
end

-- In-band registration of who has shown an invitation.
function register(domain, session, stanza)
	local query = stanza.tags[1];
	if stanza.attr.type == "get" then
		local form = st.reply(stanza):tag("query", { xmlns = "jabber:iq:register" });
		form:text_tag("instructions", "Choose a name and a password for your account"):text_tag("username"):text_tag("password");
		session.send(form);
		return true;
	end
	local password = filled(query, "password");
	local username = stringprep.nodeprep(filled(query, "username") or "", true);
	if query:get_child("remove") or not username or username == "" then return refuse(session, stanza, "name"); end
	local length = password and utf8_length(password);
	if not length or length < SHORTEST or #password > LONGEST or not stringprep.saslprep(password) then
		return refuse(session, stanza, "password");
	end
	naming[domain] = naming[domain] or {};
	if naming[domain][username] then return refuse(session, stanza, "taken"); end
	if usermanager.user_exists(username, domain) and (is_begun(domain, username) or not is_unfinished(domain, username)) then
		return refuse(session, stanza, "taken");
	end
	local shown = session.cosse_shown;
	local make, answered = newcomer(domain, session, stanza, username, password);
	local asked = ask({
		from = session.ip;
		what = {
			ask = "account", domain = domain, name = username, code = shown.code, shown = math.max(0, os.time() - shown.at),
			address = session.ip;
		};
		make = make, answered = answered;
	});
	if not asked then return refuse(session, stanza); end
	naming[domain][username] = true;
	return true;
end

-- What members' clients can ask for (XEP-0401).
local INVITATIONS = {
	["urn:xmpp:invite#invite"] = { name = "Invite somebody", contact = true };
	["urn:xmpp:invite#create-account"] = { name = "Invite somebody to make an account", contact = false };
};

-- Whose client asks, if it is that of an account of a pod: its name, and the pod.
local function local_member(domain, stanza)
	local username, host = jid_split(stanza.attr.from);
	if not username or host ~= domain then return nil; end
	return username, pod_of(domain, username);
end

-- Of these, what the pod lets an account do now.
function commands_of(domain, stanza)
	local found = {};
	local username, pod = local_member(domain, stanza);
	local wish = pod and is_heard() and not is_shut(domain, pod) and wishes(domain, pod);
	if not wish or not wish.open then return found; end
	for node, command in pairs(INVITATIONS) do
		if wish.by[username] or (command.contact and wish.members) then
			found[#found + 1] = { node = node, name = command.name, contact = command.contact };
		end
	end
	return found;
end

local function invitation(stanza, said)
	local command = st.reply(stanza):tag("command", {
		xmlns = COMMANDS, node = stanza.tags[1].attr.node, sessionid = new_secret(), status = "completed";
	});
	command:tag("x", { xmlns = "jabber:x:data", type = "result" });
	command:tag("field", { type = "hidden", var = "FORM_TYPE" }):text_tag("value", "urn:xmpp:invite#invitation"):up();
	for _, field in ipairs({ { "uri", said.uri }, { "landing-url", said.landing }, { "expire", said.expires } }) do
		command:tag("field", { type = "text-single", var = field[1] }):text_tag("value", field[2]):up();
	end
	return command;
end

-- A member's client asks for an invitation.
function invite(domain, event)
	local session, stanza = event.origin, event.stanza;
	local command = stanza.tags[1];
	if not kept[domain] or not INVITATIONS[command.attr.node] then return; end
	local may;
	for _, other in ipairs(commands_of(domain, stanza)) do
		if other.node == command.attr.node then may = other; end
	end
	if not may then return refuse(session, stanza, is_heard() and "forbidden" or nil); end
	if command.attr.action == "cancel" then
		local reply = { xmlns = COMMANDS, node = may.node, sessionid = command.attr.sessionid, status = "canceled" };
		session.send(st.reply(stanza):tag("command", reply));
		return true;
	end
	local username, pod = local_member(domain, stanza);
	local asked = ask({
		from = username .. "@" .. domain;
		what = { ask = "invitation", domain = domain, pod = pod, name = username, contact = may.contact };
		answered = function (said)
			if not said.uri then return refuse(session, stanza, said.no); end
			-- one of which nobody hears is withdrawn: it would be open for two weeks, and nobody had it
			if not session.conn and not session.hibernating then return false; end
			session.send(invitation(stanza, said));
			return true;
		end;
	});
	return asked or refuse(session, stanza);
end

local function put_answer(id, said)
	local question = questions[id];
	if not question then return no(404, "nobody waits for this any more"); end
	if said.make then
		if not question.make then return no(400, "nothing is made for this"); end
		give_up_after(MORE, id);
		return question.make(said);
	end
	if not settle(id, said) then return no(500, "it was not done"); end
	return {};
end

function module.add_host(module)
	local host = module.host;
	if module:get_host_type() ~= "local" then
		module:wrap_event("iq-get/host/" .. UPLOAD .. ":request", function (handlers, event_name, event)
			return may_upload(host, event, function () return handlers(event_name, event); end);
		end);
		return;
	end
	local needs_tls = module:get_option_boolean("c2s_require_encryption", module:get_option_boolean("require_encryption", true));
	local function may_begin(session)
		return session.type == "c2s_unauthed" and (session.secure or not needs_tls) and takes_invited(host);
	end
	-- in-band registration (XEP-0077) would make accounts past the pod's rules; with an invitation it keeps to them
	module:hook("stanza/iq/jabber:iq:register:query", function (event)
		local session, stanza = event.origin, event.stanza;
		if not kept[host] or session.type ~= "c2s_unauthed" then return; end
		if session.cosse_shown and may_begin(session) then return register(host, session, stanza); end
		session.send(st.error_reply(stanza, "cancel", "not-allowed", closed_text(host)));
		return true;
	end, 100);
	module:hook("stanza/iq/" .. PREAUTH .. ":preauth", function (event)
		local session, stanza = event.origin, event.stanza;
		if not kept[host] or session.type ~= "c2s_unauthed" then return; end
		if may_begin(session) then return show_token(host, session, stanza); end
		session.send(st.error_reply(stanza, "cancel", "not-allowed", closed_text(host)));
		return true;
	end, 100);
	module:hook("stream-features", function (event)
		local features = event.features;
		if not kept[host] or not may_begin(event.origin) then return; end
		features:tag("register", { xmlns = TOKENS }):up();
		-- some clients look for the name that it had before
		features:tag("register", { xmlns = "urn:xmpp:invite" }):up();
		-- and nobody registers where this is not said
		if not features:get_child("register", IBR) then features:tag("register", { xmlns = IBR }):up(); end
	end, -100);
	module:add_feature(COMMANDS);
	module:hook("iq-set/host/" .. COMMANDS .. ":command", function (event) return invite(host, event); end, 1000);
	module:hook("host-disco-items-node", function (event)
		if event.node ~= COMMANDS or not kept[host] then return; end
		for _, command in ipairs(commands_of(host, event.stanza)) do
			event.reply:tag("item", { jid = host, node = command.node, name = command.name }):up();
		end
		event.exists = true;
	end);
	module:hook("host-disco-info-node", function (event)
		for _, command in ipairs(kept[host] and commands_of(host, event.stanza) or {}) do
			if command.node == event.node then
				event.reply:tag("identity", { category = "automation", type = "command-node", name = command.name }):up();
				event.reply:tag("feature", { var = COMMANDS }):up():tag("feature", { var = "jabber:x:data" }):up();
				event.exists = true;
			end
		end
	end);
	-- and so would every other way that Prosody has
	module:hook("user-registering", function (event)
		if kept[host] then
			event.allowed, event.reason = false, closed_text(host);
		end
	end, -100);
	module:hook("pre-iq/host", function (event) return keep_to_own_upload(host, event); end, 100);
	module:hook("item-added/auth-provider", function () guard(host); end, -1);
	guard(host);
	function module.unload() unguard(host); end
end

local function health()
	local count = 0;
	for _ in pairs(kept) do count = count + 1; end
	return { prosody = prosody.version, hosts = count, questions = true };
end

local function dispatch(method, path, wish)
	local parts = {};
	for part in path:gmatch("[^/]+") do parts[#parts + 1] = urldecode(part); end
	if parts[1] == "health" and #parts == 1 and method == "GET" then
		return health();
	elseif parts[1] == "questions" and #parts == 2 and method == "PUT" then
		return put_answer(parts[2], wish);
	elseif parts[1] == "pods" and #parts == 2 and method == "DELETE" then
		return delete_pod_everywhere(parts[2]);
	elseif parts[1] ~= "hosts" or #parts < 2 then
		return no(404, "there is no such address");
	end
	local domain, pod = parts[2], parts[4];
	if #parts == 2 and method == "GET" then
		return get_host(domain);
	elseif #parts == 3 and parts[3] == "certificate" and method == "PUT" then
		return put_certificate(domain, wish);
	elseif parts[3] ~= "pods" or not pod then
		return no(404, "there is no such address");
	elseif #parts == 4 and method == "PUT" then
		return put_pod(domain, pod, wish);
	elseif #parts == 4 and method == "DELETE" then
		return delete_pod(domain, pod);
	elseif #parts == 5 and parts[5] == "room" and method == "PUT" then
		return put_room(domain, pod, wish);
	elseif parts[5] == "accounts" and (#parts == 6 or #parts == 7) then
		return on_account(method, domain, pod, parts[6], parts[7] or "", wish);
	end
	return no(404, "there is no such address");
end

-- Both are hashed first, so that not even the length of the secret shows in the time that it takes.
local function is_secret(given)
	return secret and given and hashes.equals(hashes.sha256(given), hashes.sha256(secret));
end

local function answer(event, path)
	local request, response = event.request, event.response;
	response.headers.content_type = "application/json";
	local function refuse(status, text)
		response.status_code = status;
		return json.encode({ error = text });
	end
	if not from:contains(request.ip) then
		return refuse(403, "not from there");
	elseif not is_secret((request.headers.authorization or ""):match("^Bearer (.+)$")) then
		return refuse(401, "this is not the secret");
	elseif unreadable then
		return refuse(500, "what was made cannot be read: " .. tostring(unreadable));
	end
	local wish = {};
	if request.body and request.body ~= "" then
		wish = json.decode(request.body);
		if type(wish) ~= "table" then return refuse(400, "this is no JSON"); end
	end
	if request.method == "GET" and path == "questions" then return fetch(response); end
	local fine, done, status, text = pcall(dispatch, request.method, path, wish);
	if not fine then
		module:log("error", "%s %s: %s", request.method, request.path, done);
		return refuse(500, "Prosody's log says why");
	elseif not done then
		return refuse(status, text);
	end
	return json.encode(done);
end

module:depends("http");
module:provides("http", {
	name = "cosse";
	default_path = "/cosse";
	cors = { enabled = false };
	route = { ["GET /*"] = answer; ["PUT /*"] = answer; ["DELETE /*"] = answer };
});

-- the hosts of the configuration come first, and while they do the table of hosts is walked
module:hook_global("hosts-activated", restore);
-- a configuration that is read again knows nothing of what was made
module:hook_global("config-reloaded", function ()
	for domain in pairs(kept) do describe(domain); end
end, 1000);

-- which hosts are ours to take away is known to this process alone
function module.save()
	return { made = made };
end

function module.restore(saved)
	made = saved.made or made;
	for domain in pairs(kept) do describe(domain); end
	-- what runs on the hosts still knows the tables of before
	for host in pairs(hosts) do
		if modulemanager.is_loaded(host, name) then modulemanager.reload(host, name); end
	end
end

function module.load()
	if prosody.start_time then restore(); end
end

-- who waits for an answer hears that there is none, and Cosse asks again; nothing half-done stays
function module.unload()
	for id in pairs(questions) do settle(id, {}); end
	for _, response in ipairs(fetchers) do
		response.on_destroy = nil;
		response:send("{}");
	end
	fetchers = {};
end

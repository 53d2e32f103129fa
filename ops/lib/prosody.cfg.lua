-- Prosody for the demo and the tests: loopback only, any number of domains, all data in one folder.
-- `ops/prosody` starts it; what differs between two starts comes from there, as COSSE_PROSODY_… in the environment.
local folder = ENV_COSSE_PROSODY_FOLDER
local federation = tonumber(ENV_COSSE_XMPP_FEDERATION)

data_path = folder .. "/data"
pidfile = folder .. "/prosody.pid"
log = { [ENV_COSSE_XMPP_LOG or "info"] = "*console" }
run_as_root = true
daemonize = false
network_backend = "epoll"

interfaces = { "127.0.0.1" }
c2s_ports = { tonumber(ENV_COSSE_PROSODY_PORT) }
c2s_direct_tls_ports = { tonumber(ENV_COSSE_XMPP_DIRECT) }
s2s_ports = { federation }
s2s_secure_auth = true
-- what a server lacks that a test looks at
local without = {}
for module in (ENV_COSSE_XMPP_WITHOUT or ""):gmatch("%S+") do without[module] = true end
local disabled = { "register_limits", not federation and "s2s" or nil }
for module in pairs(without) do disabled[#disabled + 1] = module end
modules_disabled = disabled
limits = {}
-- other servers are looked up at a name server of the demo or the tests alone
unbound = { forward = "127.0.0.1@" .. (ENV_COSSE_XMPP_DNS or "0"), resolvconf = false, hoststxt = false }

-- STARTTLS is offered, plain TCP is not refused: it is loopback, and any client on the machine may look in
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
certificates = folder .. "/certificates"
ssl = {
  certificate = folder .. "/certificates/server.crt";
  key = folder .. "/certificates/server.key";
  cafile = folder .. "/certificates/ca.crt";
}

authentication = "internal_hashed"
storage = "internal"
allow_registration = true
archive_expires_after = "never"
smacks_hibernation_time = 600
smacks_max_hibernated_sessions = 50

-- never Debian's community sasl2 modules on 0.12: they crash every client's stream
modules_enabled = {
  "roster"; "saslauth"; "tls"; "disco"; "pep"; "private"; "blocklist"; "carbons"; "vcard4"; "vcard_legacy"; "ping";
  "register"; "mam"; "csi_simple"; "smacks"; "bookmarks"; "time"; "version"; "lastactivity"; "posix"; "offline";
  ENV_COSSE_XMPP_ADMIN and "cosse_admin" or nil;
}

-- Cosse makes hosts and accounts by it
http_ports = { tonumber(ENV_COSSE_XMPP_ADMIN) }
http_interfaces = { "127.0.0.1" }
https_ports = {}
plugin_paths = { ENV_COSSE_PROSODY_LIB .. "/prosody", ENV_COSSE_PROSODY_LIB .. "/../prosody-modules" }
if ENV_COSSE_XMPP_ADMIN then
  cosse_admin_secret_file = folder .. "/admin.secret"
end

for domain in ENV_COSSE_PROSODY_DOMAINS:gmatch("%S+") do
  VirtualHost(domain)
  -- passwords as they are stored: every sign-in gets a new salt, and no key can be kept
  if domain:match("^plain%.") then authentication = "internal_plain" end
  if domain:match("^only%-plain%.") or ENV_COSSE_XMPP_ONLY_PLAIN then
    disable_sasl_mechanisms = { "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "DIGEST-MD5" }
  end
  if domain:match("^speaks%.") then modules_enabled = { "spoken_riddle" } end
  if domain:match("^asks%.") then
    additional_registration_fields = {
      "email+";
      { name = "pet"; type = "list-single"; label = "Your <b>pet</b>"; required = true;
        options = { { value = "cat"; label = "A cat" }; { value = "dog"; label = "A dog" } } };
      { name = "news"; type = "boolean"; label = "Tell me what is new" };
      { name = "words"; type = "fixed"; value = "Your e-mail address is shown to nobody." };
    }
  end
  disco_items = { { "pubsub." .. domain }, not without.muc and { "conference." .. domain } or nil }

  if not without.muc then
    Component("conference." .. domain)("muc")
    modules_enabled = { "muc_mam" }
    restrict_room_creation = false
  end

  -- mod_pubsub lets only admins create nodes
  Component("pubsub." .. domain)("pubsub")
  admins = { "admin@" .. domain }
  autocreate_on_publish = true
end

-- Prosody for the demo and the tests: loopback only, any number of domains, all data in one folder.
-- `ops/prosody` starts it; what differs between two starts comes from there, as COSSE_PROSODY_… in the environment.
local folder = ENV_COSSE_PROSODY_FOLDER

data_path = folder .. "/data"
pidfile = folder .. "/prosody.pid"
log = { info = "*console" }
run_as_root = true
daemonize = false
network_backend = "epoll"

interfaces = { "127.0.0.1" }
c2s_ports = { tonumber(ENV_COSSE_PROSODY_PORT) }
modules_disabled = { "s2s", "register_limits" }
limits = {}

-- STARTTLS is offered, plain TCP is not refused: it is loopback, and any client on the machine may look in
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
certificates = folder .. "/certificates"
ssl = {
  certificate = folder .. "/certificates/server.crt";
  key = folder .. "/certificates/server.key";
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
}

for domain in ENV_COSSE_PROSODY_DOMAINS:gmatch("%S+") do
  VirtualHost(domain)
  -- passwords as they are stored: every sign-in gets a new salt, and no key can be kept
  if domain:match("^plain%.") then authentication = "internal_plain" end
  disco_items = { { "conference." .. domain }, { "pubsub." .. domain } }

  Component("conference." .. domain)("muc")
  modules_enabled = { "muc_mam" }
  restrict_room_creation = false

  -- mod_pubsub lets only admins create nodes
  Component("pubsub." .. domain)("pubsub")
  admins = { "admin@" .. domain }
  autocreate_on_publish = true
end

-- For the tests: whoever makes an account here listens to a riddle (XEP-0158 §6), whose sound comes with the form (XEP-0221, XEP-0231).
local st = require "util.stanza";
local base64 = require "util.encodings".base64.encode;
local random = require "util.random".bytes;
local sha1 = require "util.hashes".sha1;
local to_hex = require "util.hex".encode;

local form = require "util.dataforms".new {
  { name = "FORM_TYPE"; type = "hidden"; value = "jabber:iq:register" };
  { name = "username"; type = "text-single"; label = "Name"; required = true };
  { name = "password"; type = "text-private"; label = "Password"; required = true };
};

-- A WAV in which each sample is a character of the answer, of which there are as many as make no padding.
local function wav(answer)
  local head = string.pack("<c4I4I2I2I4I4I2I2", "fmt ", 16, 1, 1, 8000, 8000, 1, 8);
  local parts = "WAVE" .. head .. string.pack("<c4s4", "data", answer);
  return string.pack("<c4s4", "RIFF", parts);
end

local function ask(session, stanza)
  session.spoken_riddle = to_hex(random(3));
  local sound = wav(session.spoken_riddle);
  local cid = "sha1+" .. sha1(sound, true) .. "@bob.xmpp.org";
  local query = st.stanza("query", { xmlns = "jabber:iq:register" }):add_child(form:form());
  query.tags[1]
    :tag("field", { type = "text-single", var = "speech_recog" })
      :tag("required"):up()
      :tag("media", { xmlns = "urn:xmpp:media-element" })
        :text_tag("uri", "cid:" .. cid, { type = "audio/wav" })
      :up()
    :up();
  query:text_tag("data", base64(sound), { xmlns = "urn:xmpp:bob", cid = cid, type = "audio/wav", ["max-age"] = "0" });
  session.send(st.reply(stanza):add_child(query));
  return true;
end

local function check(session, stanza)
  local said = stanza.tags[1]:get_child("x", "jabber:x:data");
  local riddle, answer = session.spoken_riddle, nil;
  for field in said and said:childtags("field") or function () end do
    if field.attr.var == "speech_recog" then answer = field:get_child_text("value"); end
  end
  -- the answer to the last one is none to the next
  session.spoken_riddle = nil;
  if riddle and answer == riddle then return; end
  session.send(st.error_reply(stanza, "modify", "not-acceptable"));
  return true;
end

-- before mod_register_ibr, which goes on where the riddle is solved
module:hook("stanza/iq/jabber:iq:register:query", function (event)
  local session, stanza = event.origin, event.stanza;
  if session.type ~= "c2s_unauthed" then return; end
  if stanza.attr.type == "get" then return ask(session, stanza); end
  return check(session, stanza);
end, 10);

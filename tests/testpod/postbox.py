"""A mail server that keeps what it is sent, and says no where it was told to. Lines of JSON both ways: orders in, mails out."""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

_, folder, security, user, password = sys.argv
answers = {}


def say(word):
    print(json.dumps(word), flush=True)


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
    return AuthResult(success=good, handled=good, auth_data=user)


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = answers.get(address, "")
        if answer and answer != "cut":
            say({"refused": address})
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        say({
            "to": envelope.rcpt_tos[0],
            "from": mail["From"],
            "subject": mail["Subject"],
            "id": mail["Message-ID"],
            "reply_to": mail["Reply-To"] or "",
            "text": text.get_content().replace("\r\n", "\n"),
            "html": html.get_content(),
            "encrypted": security == "smtps" or bool(session.ssl),
            "user": session.auth_data or "",
        })
        if answers.get(envelope.rcpt_tos[0]) == "cut":
            server.transport.abort()
        return "250 OK"


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(f"{folder}/server.crt", f"{folder}/server.key")
    implicit = security == "smtps"
    starttls = {} if implicit else {"tls_context": context, "require_starttls": True}
    login = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": not implicit} if user else {}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Keeper(), hostname="localhost", loop=loop, **starttls, **login),
        "127.0.0.1", 0, ssl=context if implicit else None,
    )
    say({"port": server.sockets[0].getsockname()[1]})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        answers.update(json.loads(line))
        say({"done": True})


asyncio.run(main())

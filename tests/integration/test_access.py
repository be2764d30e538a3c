#!/usr/bin/env python3
"""Who may do what, from outside: the first administrator, users, sessions, tokens, settings, the trail of administration."""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
import subprocess
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from desk import PROGRAM, TOKEN, Desk
from standin import StandInBridge

PASSWORD = "muy secreta 1"
SECRET = r"\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}\b"


class AskingDesk(Desk):
    """Keeps what the program says on standard error, for the secret of the first administrator."""

    def start(self):
        with open(self.folder / "stderr.txt", "wb") as errors:
            self.process = subprocess.Popen(
                [str(Path(PROGRAM).resolve()), "--data-dir", str(self.folder / "data"), "--http-port", "0", "--print-ready",
                 *self.flags],
                stdout=subprocess.PIPE, stderr=errors, env=self.environment, cwd=self.folder)
        ready = json.loads(self.process.stdout.readline())
        self.url = ready["url"]
        return self

    def said(self) -> str:
        return (self.folder / "stderr.txt").read_text()

    def secret(self) -> str | None:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            found = re.findall(SECRET, self.said())
            if found:
                return found[-1]
            time.sleep(0.05)
        return None


class Browser:
    """A person's browser: one cookie jar, the CSRF token of the last login."""

    def __init__(self, desk: Desk, agent: str = "Firefox") -> None:
        self.desk = desk
        self.cookie = ""
        self.csrf = ""
        self.headers: dict[str, str] = {}
        self.set_cookie = ""
        self.agent = agent

    def request(self, method: str, path: str, body=None, headers=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.desk.url + path, data=data, method=method, headers=dict(headers or {}))
        request.add_header("User-Agent", self.agent)
        if self.cookie:
            request.add_header("Cookie", "ventanilla_session=" + self.cookie)
        if self.csrf:
            request.add_header("X-CSRF-Token", self.csrf)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                status, content, self.headers = answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                status, content, self.headers = error.code, error.read(), error.headers
        cookie = self.headers.get("Set-Cookie")
        if cookie:
            self.set_cookie = cookie
            self.cookie = re.match(r"ventanilla_session=([^;]*)", cookie).group(1)
        answered = json.loads(content) if content else None
        if isinstance(answered, dict) and answered.get("csrf_token"):
            self.csrf = answered["csrf_token"]
        return status, answered

    def login(self, name: str, password: str = PASSWORD) -> int:
        return self.request("POST", "/api/v1/auth/login", {"username": name, "password": password})[0]


class Access(unittest.TestCase):
    def setUp(self) -> None:
        self.bridge = StandInBridge(TOKEN)
        self.addCleanup(self.bridge.stop)
        self.desk = AskingDesk(self.bridge)
        self.addCleanup(self.desk.close)

    def people(self, *roles: str) -> list[Browser]:
        """Makes a user of each role, named like it, and signs them in."""
        for role in roles:
            self.assertEqual(
                self.desk.run("user", "add", role, "--role", role, "--password-stdin", stdin=PASSWORD + "\n").returncode, 0)
        self.desk.start()
        browsers = []
        for role in roles:
            browser = Browser(self.desk)
            self.assertEqual(browser.login(role), 200)
            browsers.append(browser)
        return browsers

    # --- the first administrator ---------------------------------------------------------------------------------------------

    def test_the_first_administrator_is_made_once(self) -> None:
        self.desk.start()
        secret = self.desk.secret()
        self.assertIsNotNone(secret, self.desk.said())
        person = Browser(self.desk)
        self.assertEqual(person.request("GET", "/api/v1/auth/state")[1]["setup_needed"], True)
        form = {"secret": "AAAA-AAAA-AAAA-AAAA", "name": "ana", "password": PASSWORD}
        self.assertEqual(person.request("POST", "/api/v1/auth/setup", form)[0], 401)
        form["secret"] = secret
        for proxied in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
            self.assertEqual(person.request("POST", "/api/v1/auth/setup", form, {proxied: "127.0.0.1"})[0], 403)
        self.assertEqual(person.request("POST", "/api/v1/auth/setup", form, {"Origin": "https://evil.example"})[0], 403)
        status, problem = person.request("POST", "/api/v1/auth/setup", {**form, "password": "corta"})
        self.assertEqual((status, problem["errors"][0]["pointer"]), (400, "/password"))
        status, me = person.request("POST", "/api/v1/auth/setup", form)
        self.assertEqual((status, me["role"]), (201, "admin"))
        self.assertEqual(person.request("GET", "/api/v1/users")[0], 200)
        self.assertEqual(person.request("GET", "/api/v1/auth/state")[1]["setup_needed"], False)
        status, problem = Browser(self.desk).request("POST", "/api/v1/auth/setup", {**form, "name": "eva"})
        self.assertEqual((status, problem["code"]), (409, "already_set_up"))
        logs = "".join(path.read_text() for path in (self.desk.folder / "data/logs").iterdir())
        self.assertNotIn(secret, logs)
        self.assertNotIn(secret.replace("-", ""), logs)
        self.assertNotIn(PASSWORD, logs)
        self.desk.stop()
        self.desk.start()
        self.assertEqual(Browser(self.desk).request("GET", "/api/v1/auth/state")[1]["setup_needed"], False)
        self.assertNotRegex(self.desk.said(), SECRET)

    def test_a_user_of_the_command_line_closes_the_set_up(self) -> None:
        self.desk.start()
        secret = self.desk.secret()
        added = self.desk.run("user", "add", "ana", "--role", "admin", "--password-stdin", stdin=PASSWORD + "\n")
        self.assertEqual(added.returncode, 0, added.stderr)
        form = {"secret": secret, "name": "eva", "password": PASSWORD}
        self.assertEqual(Browser(self.desk).request("POST", "/api/v1/auth/setup", form)[0], 409)
        self.assertEqual(Browser(self.desk).login("ana"), 200)

    # --- roles and routes ----------------------------------------------------------------------------------------------------

    def test_roles_and_routes(self) -> None:
        people = dict(zip(("admin", "technician", "viewer"), self.people("admin", "technician", "viewer")))
        writer = self.desk.run("token", "add", "w", "--scopes", "read,write").stdout.strip()
        reader = self.desk.run("token", "add", "r", "--scopes", "read").stdout.strip()
        everybody = {"admin", "technician", "viewer", "writer", "reader"}
        writers = {"admin", "technician", "writer"}
        routes = (
            ("GET", "/api/v1/users", None, everybody),
            ("GET", "/api/v1/users/1", None, everybody),
            ("POST", "/api/v1/users", {}, {"admin"}),
            ("PATCH", "/api/v1/users/1", {"display_name": "A"}, {"admin"}),
            ("DELETE", "/api/v1/users/999", None, {"admin"}),
            ("GET", "/api/v1/tokens", None, {"admin"}),
            ("POST", "/api/v1/tokens", {}, {"admin"}),
            ("DELETE", "/api/v1/tokens/999", None, {"admin"}),
            ("GET", "/api/v1/settings", None, {"admin"}),
            ("PATCH", "/api/v1/settings", {}, {"admin"}),
            ("GET", "/api/v1/audit", None, {"admin"}),
            ("GET", "/api/v1/notification-rules", None, everybody),
            ("PUT", "/api/v1/notification-rules", {"rules": []}, {"admin"}),
            ("POST", "/api/v1/notification-rules/preview", {"text": "x"}, everybody),
            ("GET", "/api/v1/quick-replies", None, everybody),
            ("POST", "/api/v1/quick-replies", {}, writers),
            ("PATCH", "/api/v1/quick-replies/999", {}, writers),
            ("DELETE", "/api/v1/quick-replies/999", None, writers),
            ("GET", "/api/v1/auth/me", None, everybody),
            ("GET", "/api/v1/auth/sessions", None, everybody),
            ("GET", "/api/v1/auth/sessions?user_id=1", None, {"admin"}),
        )
        for method, path, body, allowed in routes:
            with self.subTest(method=method, path=path):
                self.assertEqual(Browser(self.desk).request(method, path, body)[0], 401)
                statuses = {name: person.request(method, path, body)[0] for name, person in people.items()}
                for name, token in (("writer", writer), ("reader", reader)):
                    statuses[name] = self.desk.request(method, path, body, token=token)[0]
                for name, status in statuses.items():
                    self.assertEqual(status != 403, name in allowed, (name, status))
                    self.assertLess(status, 500, (name, status))
        person = people["admin"]
        for method, path in (("POST", "/api/v1/tokens"), ("PATCH", "/api/v1/settings"), ("DELETE", "/api/v1/auth/sessions")):
            csrf, person.csrf = person.csrf, ""
            self.assertEqual(person.request(method, path, {})[0], 403, "without the CSRF token")
            person.csrf = csrf
        self.assertEqual(Browser(self.desk).request("GET", f"/api/v1/users?token={writer}&access_token={writer}")[0], 401)

    # --- sessions ------------------------------------------------------------------------------------------------------------

    def test_no_session_is_fixed(self) -> None:
        self.people("technician")
        victim = Browser(self.desk)
        victim.cookie = "chosen-by-the-attacker"
        self.assertEqual(victim.login("technician"), 200)
        self.assertNotEqual(victim.cookie, "chosen-by-the-attacker")
        for flag in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(flag, victim.set_cookie)
        attacker = Browser(self.desk)
        attacker.cookie = "chosen-by-the-attacker"
        self.assertEqual(attacker.request("GET", "/api/v1/auth/me")[0], 401)
        old = Browser(self.desk)
        old.cookie, old.csrf = victim.cookie, victim.csrf
        self.assertEqual(victim.login("technician"), 200)
        self.assertEqual(old.request("GET", "/api/v1/auth/me")[0], 401, "the session before the login is dead")
        self.assertEqual(victim.request("GET", "/api/v1/auth/me")[0], 200)

    def test_sessions_are_listed_and_ended(self) -> None:
        admin, tec = self.people("admin", "technician")
        second = Browser(self.desk, "Telefono " + "x" * 300)
        self.assertEqual(second.login("technician"), 200)
        sessions = tec.request("GET", "/api/v1/auth/sessions")[1]["data"]
        self.assertEqual(len(sessions), 2)
        self.assertEqual([s["current"] for s in sessions], [False, True])
        self.assertEqual({s["address"] for s in sessions}, {"127.0.0.1"})
        self.assertLessEqual(max(len(s["agent"]) for s in sessions), 120)
        own = admin.request("GET", "/api/v1/auth/sessions")[1]["data"]
        self.assertEqual(tec.request("DELETE", f"/api/v1/auth/sessions/{own[0]['id']}")[0], 404, "somebody else's")
        self.assertEqual(tec.request("DELETE", f"/api/v1/auth/sessions/{sessions[0]['id']}")[0], 204)
        self.assertEqual(second.request("GET", "/api/v1/auth/me")[0], 401)
        self.assertEqual(tec.request("GET", "/api/v1/auth/me")[0], 200)
        self.assertEqual(second.login("technician"), 200)
        self.assertEqual(tec.request("DELETE", "/api/v1/auth/sessions")[1], {"ended": 1})
        self.assertEqual(second.request("GET", "/api/v1/auth/me")[0], 401)
        tec_id = tec.request("GET", "/api/v1/auth/me")[1]["id"]
        self.assertEqual(admin.request("DELETE", f"/api/v1/auth/sessions?user_id={tec_id}")[0], 200)
        self.assertEqual(tec.request("GET", "/api/v1/auth/me")[0], 401)
        self.assertEqual(admin.request("GET", "/api/v1/auth/me")[0], 200)

    def test_users_lose_their_access_at_once(self) -> None:
        admin, tec = self.people("admin", "technician")
        me = admin.request("GET", "/api/v1/auth/me")[1]
        tec_id = tec.request("GET", "/api/v1/auth/me")[1]["id"]
        for method, body in (("DELETE", None), ("PATCH", {"role": "viewer"}), ("PATCH", {"disabled": True})):
            status, problem = admin.request(method, f"/api/v1/users/{me['id']}", body)
            self.assertEqual((status, problem["code"]), (409, "last_administrator"))
        self.assertEqual(admin.request("PATCH", f"/api/v1/users/{tec_id}", {"role": "viewer"})[0], 200)
        self.assertEqual(tec.request("POST", "/api/v1/tickets", {"fault": "x"})[0], 403, "the role counts at once")
        self.assertEqual(admin.request("PATCH", f"/api/v1/users/{tec_id}", {"password": "otra muy secreta"})[0], 200)
        self.assertEqual(tec.request("GET", "/api/v1/auth/me")[0], 401)
        self.assertEqual(tec.login("technician"), 401)
        self.assertEqual(tec.login("technician", "otra muy secreta"), 200)
        own = {"password": "la mia propia", "current_password": "otra"}
        status, problem = tec.request("PATCH", f"/api/v1/users/{tec_id}", own)
        self.assertEqual((status, problem["code"]), (400, "wrong_password"))
        own["current_password"] = "otra muy secreta"
        self.assertEqual(tec.request("PATCH", f"/api/v1/users/{tec_id}", own)[0], 200)
        self.assertEqual(tec.request("GET", "/api/v1/auth/me")[0], 200)
        self.assertEqual(admin.request("DELETE", f"/api/v1/users/{tec_id}")[0], 204)
        self.assertEqual(tec.request("GET", "/api/v1/auth/me")[0], 401)
        self.assertEqual(tec.login("technician", "la mia propia"), 401)
        made = {"name": "nuevo", "role": "technician", "password": PASSWORD, "display_name": "El <b>nuevo</b>"}
        self.assertEqual(admin.request("POST", "/api/v1/users", made)[0], 201)
        self.assertEqual(admin.request("POST", "/api/v1/users", made)[1]["code"], "name_taken")
        self.assertEqual(admin.request("POST", "/api/v1/users", {**made, "boss": True})[0], 400)
        self.assertEqual(Browser(self.desk).login("nuevo"), 200)

    # --- attempts ------------------------------------------------------------------------------------------------------------

    def test_too_many_attempts_are_refused_at_once(self) -> None:
        (tec,) = self.people("technician")
        person = Browser(self.desk)
        for _ in range(5):
            self.assertEqual(person.login("technician", "equivocada"), 401)
        began = time.monotonic()
        self.assertEqual(person.login("technician"), 429)
        self.assertLess(time.monotonic() - began, 1)
        self.assertTrue(1 <= int(person.headers["Retry-After"]) <= 300)
        self.assertEqual(tec.request("GET", "/api/v1/auth/me")[0], 200, "who is in stays in")
        for index in range(5):
            self.assertEqual(person.login(f"otro{index}", "equivocada"), 401)
        self.assertEqual(person.login("nadie"), 429, "the address as well")
        for body in ({"username": 1, "password": "x"}, {"username": "x"}, {"username": "x", "password": "y", "z": 1}, []):
            self.assertEqual(Browser(self.desk).request("POST", "/api/v1/auth/login", body)[0], 400)

    def test_others_are_served_while_passwords_are_looked_at(self) -> None:
        (tec,) = self.people("technician")
        host, port = self.desk.url.split("/")[2].split(":")
        body = json.dumps({"username": "technician", "password": "equivocada"}).encode()
        sockets = []
        for _ in range(9):
            connection = socket.create_connection((host, int(port)), 5)
            connection.sendall(b"POST /api/v1/auth/login HTTP/1.1\r\nHost: %s:%s\r\nContent-Length: %d\r\n\r\n%s" % (
                host.encode(), port.encode(), len(body), body))
            sockets.append(connection)
        began = time.monotonic()
        self.assertEqual(tec.request("GET", "/api/v1/tickets")[0], 200)
        self.assertLess(time.monotonic() - began, 2)
        statuses = []
        for connection in sockets:
            connection.settimeout(20)
            statuses.append(int(connection.recv(4096).split()[1]))
            connection.close()
        self.assertEqual(sorted(statuses), [401] * 5 + [429] * 4)

    # --- tokens --------------------------------------------------------------------------------------------------------------

    def test_tokens_are_shown_once(self) -> None:
        (admin,) = self.people("admin")
        status, made = admin.request("POST", "/api/v1/tokens", {"name": "guion", "scopes": ["read", "write"]})
        self.assertEqual(status, 201)
        token = made["token"]
        self.assertTrue(token.startswith(made["prefix"]) and token.startswith("vt_"))
        self.assertEqual(self.desk.request("GET", "/api/v1/tickets", token=token)[0], 200)
        self.assertEqual(self.desk.request("GET", "/api/v1/tokens", token=token)[0], 403)
        status, listed = admin.request("GET", "/api/v1/tokens")
        self.assertNotIn(token, json.dumps(listed))
        self.assertIsNotNone(listed["data"][0]["last_used_at"])
        self.assertEqual(admin.request("DELETE", f"/api/v1/tokens/{made['id']}")[0], 204)
        self.assertEqual(self.desk.request("GET", "/api/v1/tickets", token=token)[0], 401)
        for body in ({"name": "x", "scopes": []}, {"name": "x", "scopes": ["root"]}, {"name": "", "scopes": ["read"]},
                     {"name": "x", "scopes": "read"}, {"name": "x", "scopes": ["read"], "expires_at": "2001-01-01T00:00:00Z"},
                     {"name": "x", "scopes": ["read"], "expires_at": "mañana"}):
            self.assertEqual(admin.request("POST", "/api/v1/tokens", body)[0], 400, body)
        self.assertEqual(self.desk.request("GET", "/api/v1/tickets")[0], 200, "API_TOKEN stays")
        everything = b"".join(path.read_bytes() for path in (self.desk.folder / "data").rglob("*") if path.is_file())
        self.assertNotIn(token.encode(), everything)

    # --- settings ------------------------------------------------------------------------------------------------------------

    def settings(self, admin: Browser) -> dict:
        return {entry["key"]: entry for entry in admin.request("GET", "/api/v1/settings")[1]["data"]}

    def test_settings_take_effect_and_stay(self) -> None:
        (admin,) = self.people("admin")
        found = self.settings(admin)
        self.assertEqual(found["conversation.quiet_time_ms"]["source"], "environment")
        self.assertEqual(found["conversation.quiet_time_ms"]["value"], 150)
        status, problem = admin.request("PATCH", "/api/v1/settings", {"conversation.quiet_time_ms": 5000, "desk.name": "Otra"})
        self.assertEqual((status, problem["code"]), (409, "overridden"))
        self.assertEqual(problem["errors"][0]["pointer"], "/conversation.quiet_time_ms")
        status, problem = admin.request("PATCH", "/api/v1/settings", {"desk.name": "Otra", "network.trusted_proxies": ["*"]})
        self.assertEqual((status, problem["errors"][0]["pointer"]), (400, "/network.trusted_proxies"))
        self.assertEqual(self.settings(admin)["desk.name"]["value"], "Mesa de ayuda")
        changes = {"desk.folio_prefix": "SOP", "ai.key": "sk-de-prueba-no-se-ve", "ai.endpoint": "http://127.0.0.1:9/v1/chat/completions",
                   "hours.quiet": "22:00-07:00"}
        self.assertEqual(admin.request("PATCH", "/api/v1/settings", changes)[0], 200)
        status, ticket = admin.request("POST", "/api/v1/tickets", {"fault": "no prende"})
        self.assertRegex(ticket["folio"], r"^SOP-\d{4}-\d{5}$")
        ready = self.desk.get("/health/ready")
        self.assertNotEqual(ready["checks"]["ai"]["state"], "off", ready)
        self.assertNotIn("sk-de-prueba", json.dumps(admin.request("GET", "/api/v1/settings")[1]))
        self.assertNotIn("sk-de-prueba", json.dumps(admin.request("GET", "/api/v1/audit")[1]))
        self.desk.stop()
        self.desk.start()
        found = self.settings(admin)
        self.assertEqual(found["desk.folio_prefix"]["value"], "SOP")
        self.assertEqual((found["ai.key"]["is_set"], found["ai.key"]["value"]), (True, None))
        self.assertEqual(found["hours.quiet"]["source"], "stored")
        logs = "".join(path.read_text() for path in (self.desk.folder / "data/logs").iterdir())
        self.assertNotIn("sk-de-prueba", logs)

    def at(self, address: str, host: str = "127.0.0.1") -> int | None:
        """The status that the desk gives at a loopback address under a name; None when nobody listens there."""
        port = int(self.desk.url.split(":")[2].strip("/"))
        connection = http.client.HTTPConnection(address, port, timeout=10)
        try:
            connection.request("GET", "/health/live", headers={"Host": f"{host}:{port}"})
            return connection.getresponse().status
        except ConnectionRefusedError:
            return None
        finally:
            connection.close()

    def test_the_lan_is_a_switch(self) -> None:
        self.desk.start()
        token = self.desk.run("token", "add", "a", "--scopes", "read,write,admin").stdout.strip()
        status, problem = self.desk.request("PATCH", "/api/v1/settings", {"network.lan": True}, token=token)
        self.assertEqual((status, problem["code"]), (409, "no_administrator"))
        self.assertIsNone(self.at("127.0.0.2"))
        added = self.desk.run("user", "add", "ana", "--role", "admin", "--password-stdin", stdin=PASSWORD + "\n")
        self.assertEqual(added.returncode, 0, added.stderr)
        self.assertEqual(self.desk.request("PATCH", "/api/v1/settings", {"network.lan": True}, token=token)[0], 200)
        self.assertEqual(self.at("127.0.0.2"), 200)
        self.assertEqual(self.desk.request("PATCH", "/api/v1/settings", {"network.lan": False}, token=token)[0], 200)
        self.assertIsNone(self.at("127.0.0.2"))
        self.assertEqual(self.at("127.0.0.1"), 200)
        self.assertEqual(self.at("127.0.0.1", "mesa.example"), 421)
        self.assertEqual(self.desk.request("PATCH", "/api/v1/settings", {"network.host_names": ["mesa.example"]}, token=token)[0], 200)
        self.assertEqual(self.at("127.0.0.1", "mesa.example"), 200)
        self.desk.stop()
        self.desk.start()
        self.assertEqual(self.at("127.0.0.1", "mesa.example"), 200)

    def test_tls_is_tried_before_it_is_stored(self) -> None:
        (admin,) = self.people("admin")
        bad = {"network.tls": "files", "network.tls_certificate": "/nowhere/c.pem", "network.tls_key": "/nowhere/k.pem"}
        status, problem = admin.request("PATCH", "/api/v1/settings", bad)
        self.assertEqual((status, problem["code"]), (409, "not_usable"))
        self.assertEqual(self.settings(admin)["network.tls"]["value"], "off")
        self.assertEqual(admin.request("PATCH", "/api/v1/settings", {"network.tls": "own"})[0], 200)
        port = int(self.desk.url.split(":")[2].strip("/"))
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=trusting)
        self.addCleanup(connection.close)
        connection.request("POST", "/api/v1/auth/login", json.dumps({"username": "admin", "password": PASSWORD}))
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        self.assertIn("; Secure", answer.headers["Set-Cookie"])

    def test_the_trail_tells_who_did_what(self) -> None:
        admin, tec = self.people("admin", "technician")
        self.assertEqual(admin.request("PATCH", "/api/v1/settings", {"desk.name": "Taller"})[0], 200)
        self.assertEqual(admin.request("POST", "/api/v1/tokens", {"name": "guion", "scopes": ["read"]})[0], 201)
        self.assertEqual(tec.request("POST", "/api/v1/quick-replies", {"shortcut": "hola", "text": "¿En qué ayudo?"})[0], 201)
        entries = admin.request("GET", "/api/v1/audit")[1]["data"]
        told = [(entry["action"], entry["actor"]["name"]) for entry in entries]
        self.assertEqual(told[:3], [("quick_reply.create", "technician"), ("token.create", "admin"), ("setting.change", "admin")])
        self.assertEqual(told[-1], ("user.create", "command line"))
        self.assertEqual(entries[0]["address"], "127.0.0.1")
        self.assertEqual((entries[2]["from"], entries[2]["to"]), ({"value": "Mesa de ayuda"}, {"value": "Taller"}))


if __name__ == "__main__":
    unittest.main(verbosity=2)

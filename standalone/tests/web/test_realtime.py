"""Events reach the screens of those who may see them, and nobody else's."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import asynccontextmanager

import pytest
import requests
import socketio
from callers import MANAGER, NOBODY, OTHER_REP, REP, USERS
from serving import served
from socketio.exceptions import ConnectionError as Refused

import frappe

NAMESPACE = "/oasis.localhost"
PATIENCE = 10


@pytest.fixture(scope="module")
def address(site):
    with served(site) as url:
        yield url


def headers_of(address, user):
    session = requests.Session()
    session.trust_env = False
    form = {"usr": user, "pwd": USERS[user]["password"]}
    assert session.post(f"{address}/api/method/login", data=form).status_code == 200
    return {"Cookie": f"sid={session.cookies['sid']}"}


@asynccontextmanager
async def screen(address, headers):
    """A connected client; `heard` is the queue of its events."""
    client = socketio.AsyncClient(reconnection=False)
    client.heard = asyncio.Queue()

    async def hear(event, *args):
        await client.heard.put((event, *args))

    client.on("*", hear, namespace=NAMESPACE)
    await client.connect(address, headers=dict(headers), namespaces=[NAMESPACE], wait_timeout=PATIENCE)
    try:
        yield client
    finally:
        await client.disconnect()


async def settle(client):
    """Until the server has handled what was sent before: events of one socket are handled in their order."""
    await client.emit("ping", namespace=NAMESPACE)
    while (await asyncio.wait_for(client.heard.get(), PATIENCE))[0] != "pong":
        pass


async def next_event(client):
    return await asyncio.wait_for(client.heard.get(), PATIENCE)


def publish(on_site, *args, **kwargs):
    with on_site():
        frappe.publish_realtime(*args, **kwargs)


def test_a_users_events_reach_all_his_screens_and_no_others(address, on_site):
    async def check():
        mine, others = headers_of(address, REP), headers_of(address, OTHER_REP)
        async with (
            screen(address, mine) as one,
            screen(address, mine) as two,
            screen(address, others) as other,
        ):
            publish(on_site, "hello", {"for": "rep"}, user=REP)
            assert await next_event(one) == await next_event(two) == ("hello", {"for": "rep"})
            await settle_quietly(other)

    asyncio.run(check())


async def settle_quietly(client):
    """Nothing but the answer to the ping has arrived."""
    await client.emit("ping", namespace=NAMESPACE)
    assert (await next_event(client))[0] == "pong"


def test_without_a_session_nobody_connects(address):
    async def check(headers):
        with pytest.raises(Refused):
            async with screen(address, headers):
                pass

    asyncio.run(check({}))
    asyncio.run(check({"Cookie": "sid=deadbeef"}))
    asyncio.run(check({"Authorization": "token nokey:nope"}))


def test_another_sites_namespace_is_refused(address):
    async def check():
        client = socketio.AsyncClient(reconnection=False)
        with pytest.raises(Refused):
            await client.connect(address, headers=headers_of(address, REP), namespaces=["/other.localhost"])

    asyncio.run(check())


def test_a_page_of_another_origin_is_refused(address):
    answer = requests.get(
        f"{address}/socket.io/?EIO=4&transport=polling",
        headers={"Origin": "https://evil.example", **headers_of(address, REP)},
    )
    assert answer.status_code == 400


def test_an_api_key_connects_too(address, on_site):
    async def check():
        key = {"Authorization": f"token {USERS[MANAGER]['api_key']}:{USERS[MANAGER]['api_secret']}"}
        async with screen(address, key) as client:
            publish(on_site, "hello", {}, user=MANAGER)
            assert (await next_event(client))[0] == "hello"

    asyncio.run(check())


def test_a_documents_room_is_for_who_may_read_it(address, on_site, caller):
    name = caller(REP).post("/api/resource/Golden Firm", json={"firm_name": "Watched"}).data["name"]

    async def check():
        async with (
            screen(address, headers_of(address, REP)) as owner,
            screen(address, headers_of(address, OTHER_REP)) as other,
        ):
            for client in (owner, other):
                await client.emit("doc_subscribe", ("Golden Firm", name), namespace=NAMESPACE)
                await settle_quietly(client)
            publish(on_site, "changed", {"n": 1}, doctype="Golden Firm", docname=name)
            assert await next_event(owner) == ("changed", {"n": 1})
            await settle_quietly(other)
            await owner.emit("doc_unsubscribe", ("Golden Firm", name), namespace=NAMESPACE)
            await settle_quietly(owner)
            publish(on_site, "changed", {"n": 2}, doctype="Golden Firm", docname=name)
            await settle_quietly(owner)

    asyncio.run(check())


def test_a_types_room_is_for_who_may_read_the_type(address, on_site):
    async def check():
        async with (
            screen(address, headers_of(address, MANAGER)) as manager,
            screen(address, headers_of(address, NOBODY)) as nobody,
        ):
            for client in (manager, nobody):
                await client.emit("doctype_subscribe", "Golden Firm", namespace=NAMESPACE)
                await settle_quietly(client)
            publish(on_site, "list_update", {"doctype": "Golden Firm"})
            assert (await next_event(manager))[0] == "list_update"
            await settle_quietly(nobody)

    asyncio.run(check())


def test_senseless_subscriptions_are_ignored(address):
    async def check():
        async with screen(address, headers_of(address, REP)) as client:
            for sent in (
                None,
                5,
                {"a": 1},
                "No Such Type",
                ("Golden Firm", None),
                ("Golden Firm", "GF-9999"),
            ):
                await client.emit("doctype_subscribe", sent, namespace=NAMESPACE)
                await client.emit("doc_subscribe", sent, namespace=NAMESPACE)
            await settle_quietly(client)

    asyncio.run(check())


def test_an_event_after_commit_waits_for_it_and_dies_with_a_rollback(address, on_site):
    async def check():
        async with screen(address, headers_of(address, REP)) as client:
            with on_site():
                frappe.publish_realtime("lost", {}, user=REP, after_commit=True)
                frappe.db.rollback()
                frappe.publish_realtime("kept", {}, user=REP, after_commit=True)
                frappe.publish_realtime("kept", {}, user=REP, after_commit=True)
                frappe.publish_realtime("at once", {}, user=REP)
            heard = [(await next_event(client))[0], (await next_event(client))[0]]
            assert heard == ["at once", "kept"]
            await settle_quietly(client)

    asyncio.run(check())


def test_saving_a_document_tells_its_watchers(address, caller):
    name = caller(MANAGER).post("/api/resource/Golden City", json={"city_name": "Live"}).data["name"]

    async def check():
        async with screen(address, headers_of(address, MANAGER)) as client:
            await client.emit("doc_subscribe", ("Golden City", name), namespace=NAMESPACE)
            await client.emit("doctype_subscribe", "Golden City", namespace=NAMESPACE)
            await settle_quietly(client)
            caller(MANAGER).put(f"/api/resource/Golden City/{name}", json={"region": "x"})
            heard = {(await next_event(client))[0], (await next_event(client))[0]}
            assert heard == {"doc_update", "list_update"}

    asyncio.run(check())


def test_logging_out_closes_the_sessions_sockets(address):
    async def check():
        headers = headers_of(address, OTHER_REP)
        async with screen(address, headers) as client:
            gone = asyncio.Event()
            client.on("disconnect", lambda *_: gone.set(), namespace=NAMESPACE)
            requests.get(f"{address}/api/method/logout", headers=headers)
            await asyncio.wait_for(gone.wait(), PATIENCE)

    asyncio.run(check())


def test_an_event_of_another_process_arrives(address, site):
    script = (
        "import frappe, sys; frappe.init(sys.argv[1], sites_path=sys.argv[2]); frappe.connect();"
        "frappe.publish_realtime('from afar', {'ş': 1}, user=sys.argv[3]); frappe.destroy()"
    )

    async def check():
        async with screen(address, headers_of(address, REP)) as client:
            command = [sys.executable, "-c", script, site.name, str(site.parent), REP]
            await asyncio.to_thread(subprocess.run, command, check=True)
            assert await next_event(client) == ("from afar", {"ş": 1})

    asyncio.run(check())


def test_what_cannot_be_sent_to_a_screen_is_refused_where_it_is_published(on_site, monkeypatch):
    monkeypatch.setattr("frappe.realtime._emit", None)  # of another test's server, where nobody listens
    with on_site(), pytest.raises(TypeError):
        frappe.publish_realtime("odd", {"socket": json.JSONDecoder().__class__.__mro__[-1]()}, user=REP)

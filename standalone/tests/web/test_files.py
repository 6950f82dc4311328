"""Uploads and downloads: who may, what is kept, what is refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from callers import MANAGER, NOBODY, OTHER_REP, REP, VIEWER
from PIL import Image

import frappe

UPLOAD = "/api/method/upload_file"


def sent(name, content, **form):
    return {"data": {"file": (BytesIO(content), name), **form}}


@pytest.fixture
def firm(caller):
    answer = caller(MANAGER).post("/api/resource/Golden Firm", json={"firm_name": "Files", "city": "Ankara"})
    return answer.data["name"]


@pytest.fixture
def hung(caller, firm):
    """A private file on a firm in Ankara, by the manager."""
    form = {"is_private": 1, "doctype": "Golden Firm", "docname": firm}
    return caller(MANAGER).post(UPLOAD, **sent("sözleşme.txt", b"private text", **form)).message


def test_a_private_file_opens_for_who_may_read_what_it_hangs_on(caller, hung):
    url = hung["file_url"]
    assert url == "/private/files/sözleşme.txt" or url.startswith("/private/files/sözleşme")
    assert caller(MANAGER).get(url).text == "private text"
    assert caller(VIEWER).get(url).text == "private text"
    for stranger in (OTHER_REP, NOBODY, None):
        assert caller(stranger).get(url).status == 403, stranger


def test_a_missing_private_file_is_refused_like_a_foreign_one(caller, hung):
    missing = caller(OTHER_REP).get("/private/files/nope.txt")
    foreign = caller(OTHER_REP).get(hung["file_url"])
    assert (missing.status, missing.text) == (foreign.status, foreign.text)


def test_download_file_obeys_the_same_permission(caller, hung):
    path = f"/api/method/frappe.handler.download_file?file_url={hung['file_url']}"
    assert caller(MANAGER).get(path).text == "private text"
    assert caller(OTHER_REP).get(path).status == 403
    assert caller().get(path).status == 403


def test_attaching_takes_the_right_to_write_the_document(caller, firm):
    form = {"is_private": 1, "doctype": "Golden Firm", "docname": firm}
    for user in (VIEWER, OTHER_REP, NOBODY):
        assert caller(user).post(UPLOAD, **sent("a.txt", b"x", **form)).status == 403, user


def test_guests_upload_nothing(caller):
    assert caller().post(UPLOAD, **sent("a.txt", b"x")).status == 403


def test_who_has_no_desk_uploads_only_common_documents(caller):
    assert caller(NOBODY).post(UPLOAD, **sent("a.exe", b"MZ")).status == 417
    assert caller(NOBODY).post(UPLOAD, **sent("a.txt", b"x")).status == 200


def test_the_same_content_lies_on_disk_once(caller, hung, firm, site):
    again = caller(MANAGER).post(UPLOAD, **sent("copy.txt", b"private text", is_private=1)).message
    assert again["file_url"] == hung["file_url"]
    assert again["file_name"] == "copy.txt"
    assert caller(MANAGER).delete(f"/api/resource/File/{again['name']}").status == 202
    assert caller(MANAGER).get(hung["file_url"]).status == 200


def test_two_files_of_one_name_do_not_meet(caller):
    first = caller(REP).post(UPLOAD, **sent("same.txt", b"one", is_private=1)).message
    second = caller(REP).post(UPLOAD, **sent("same.txt", b"two", is_private=1)).message
    assert first["file_url"] != second["file_url"]
    assert caller(REP).get(first["file_url"]).text == "one"
    assert caller(REP).get(second["file_url"]).text == "two"


def test_a_deleted_files_content_goes_with_it(caller, site):
    made = caller(REP).post(UPLOAD, **sent("gone.txt", b"to be gone", is_private=1)).message
    path = site / made["file_url"].lstrip("/")
    assert path.is_file()
    assert caller(REP).delete(f"/api/resource/File/{made['name']}").status == 202
    assert not path.exists()


def test_a_refused_upload_leaves_nothing_on_disk(caller, site):
    folder = site / "private" / "files"
    before = set(folder.iterdir()) if folder.exists() else set()
    form = {"is_private": 1, "doctype": "Golden Firm", "docname": "GF-0001", "fieldname": "a b; drop"}
    assert caller(MANAGER).post(UPLOAD, **sent("left.txt", b"left over", **form)).status == 417
    assert (set(folder.iterdir()) if folder.exists() else set()) == before


def test_more_than_the_limit_is_refused_in_clear_words(caller):
    answer = caller(REP).post(UPLOAD, **sent("big.txt", b"x" * (26 * 1024 * 1024), is_private=1))
    assert answer.status == 413
    assert "25" in answer.said


@pytest.mark.parametrize("name", ["../../site.db", "..\\x.txt", "/etc/passwd", "a/b.txt", "x\x00.txt"])
def test_a_name_never_leads_out_of_the_folder(caller, name, site):
    answer = caller(REP).post(UPLOAD, **sent(name, b"anything " + name.encode(), is_private=1))
    if answer.status == 200:
        path = (site / answer.message["file_url"].lstrip("/")).resolve()
        assert path.parent == (site / "private" / "files").resolve()
    else:
        assert answer.status < 500


def test_an_address_out_of_the_folders_is_no_file(caller):
    for url in (
        "/private/files/../../site.db",
        "/files/../../site_config.json",
        "/etc/passwd",
        "file:///etc/x",
    ):
        assert caller(MANAGER).post(UPLOAD, data={"file_url": url, "file_name": "x"}).status in (
            403,
            404,
            417,
        )
        assert caller(MANAGER).get("/files/../site_config.json").status == 404


def test_nobody_borrows_a_private_file_by_its_address(caller, hung):
    answer = caller(OTHER_REP).post(UPLOAD, data={"file_url": hung["file_url"], "file_name": "mine.txt"})
    assert answer.status == 403
    assert caller(OTHER_REP).get(hung["file_url"]).status == 403


@pytest.mark.parametrize("extension", ["svg", "html", "xml", "htm"])
def test_active_content_is_always_downloaded(caller, extension):
    content = b"<svg xmlns='http://www.w3.org/2000/svg'/>" + extension.encode()
    for private in (0, 1):
        made = (
            caller(MANAGER).post(UPLOAD, **sent(f"active.{extension}", content, is_private=private)).message
        )
        headers = caller(MANAGER).get(made["file_url"]).headers
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_photos_lose_the_place_of_their_taking_and_stand_upright(caller, site):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera"
    raw = BytesIO()
    Image.new("RGB", (40, 20), "red").save(raw, format="JPEG", exif=exif)
    made = caller(REP).post(UPLOAD, **sent("photo.jpg", raw.getvalue(), is_private=1)).message
    with Image.open(site / made["file_url"].lstrip("/")) as stored:
        assert stored.size == (20, 40)
        assert not dict(stored.getexif())


def test_a_broken_photo_is_kept_as_it_is(caller):
    made = caller(REP).post(UPLOAD, **sent("broken.jpg", b"\xff\xd8\xff nothing", is_private=1))
    assert made.status == 200


def test_a_public_file_opens_for_everybody(caller):
    made = caller(MANAGER).post(UPLOAD, **sent("public.txt", b"public text", is_private=0)).message
    assert caller().get(made["file_url"]).text == "public text"
    assert caller().get("/files/no-such-file.txt").status == 404


def test_an_upload_without_a_file_is_refused(caller):
    assert caller(MANAGER).post(UPLOAD, data={"is_private": 1}).status == 417


def test_a_file_made_private_leaves_the_public_folder(caller, site):
    made = caller(MANAGER).post(UPLOAD, **sent("turned.txt", b"turned private", is_private=0)).message
    answer = caller(MANAGER).put(f"/api/resource/File/{made['name']}", json={"is_private": 1})
    assert answer.data["file_url"].startswith("/private/files/")
    assert caller().get(made["file_url"]).status == 404
    assert caller(MANAGER).get(answer.data["file_url"]).text == "turned private"


def test_a_file_in_an_attach_field_is_hung_on_the_document(caller, on_site):
    made = caller(REP).post(UPLOAD, **sent("logo.png", b"logo", is_private=1)).message
    firm = caller(REP).post("/api/resource/Golden Firm", json={"firm_name": "Logo", "logo": made["file_url"]})
    with on_site():
        row = frappe.get_doc("File", made["name"])
        assert (row.attached_to_name, row.attached_to_field) == (firm.data["name"], "logo")


def test_lists_of_files_show_only_what_may_be_read(caller, hung):
    mine = caller(REP).post(UPLOAD, **sent("only-mine.txt", b"only mine", is_private=1)).message
    query = {"fields": '["name"]', "limit_page_length": 0}
    names = {row["name"] for row in caller(NOBODY).get("/api/resource/File", query_string=query).data or []}
    assert mine["name"] not in names

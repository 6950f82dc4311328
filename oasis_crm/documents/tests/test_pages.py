import unittest

from oasis_crm.documents import pages
from oasis_crm.documents.tests.pictures import TURNED_RIGHT, camera_traces, opened, picture

WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]]


class TestPages(unittest.TestCase):
    def assert_refused(self, code, work, *arguments):
        with self.assertRaises(pages.PageRefusal) as caught:
            work(*arguments)
        self.assertEqual(caught.exception.code, code)

    def test_nothing_of_what_the_camera_wrote_is_kept(self):
        content = picture(exif=camera_traces())
        self.assertIn(b"Secret Camera", content)
        page = pages.straighten(content)
        self.assertNotIn(b"Secret Camera", page)
        self.assertFalse(opened(page).getexif())
        self.assertNotIn(b"Secret Camera", pages.join([page], "Document"))

    def test_a_picture_stands_upright_as_the_camera_was_held(self):
        page = opened(pages.straighten(picture(600, 400, exif=camera_traces(TURNED_RIGHT))))
        self.assertEqual(page.size, (400, 600))

    def test_a_page_is_turned_clockwise(self):
        content = picture(600, 400, draw=lambda on: on.rectangle((0, 0, 100, 100), "red"))
        page = opened(pages.straighten(content, 90))
        self.assertEqual(page.size, (400, 600))
        red, green, _blue = page.getpixel((380, 20))
        self.assertTrue(red > 200 > 100 > green)

    def test_a_slanted_sheet_becomes_a_rectangle(self):
        corners = [(120, 60), (500, 20), (560, 380), (60, 340)]
        content = picture(600, 400, "black", draw=lambda on: on.polygon(corners, "white"))
        page = opened(pages.straighten(content, 0, [[x / 600, y / 400] for x, y in corners]))
        inner = page.crop((6, 6, page.width - 6, page.height - 6)).convert("L")
        self.assertGreater(inner.getextrema()[0], 200)

    def test_the_whole_picture_as_a_crop_changes_nothing(self):
        self.assertEqual(opened(pages.straighten(picture(), 0, WHOLE)).size, (600, 400))

    def test_corners_that_form_no_figure_are_refused(self):
        crossed, backwards = [[0, 0], [1, 1], [1, 0], [0, 1]], WHOLE[::-1]
        outside, dot = [[0, 0], [3, 0], [1, 1], [0, 1]], [[0, 0]] * 4
        for crop in (crossed, backwards, outside, dot, WHOLE[:3], [["x", 0]] * 4):
            self.assert_refused("crop", pages.straighten, picture(), 0, crop)

    def test_a_large_picture_is_made_travelable(self):
        page = pages.straighten(picture(5000, 3000))
        self.assertEqual(max(opened(page).size), pages.LONGEST_SIDE)

    def test_png_with_holes_stands_on_white(self):
        page = opened(pages.straighten(picture(form="PNG", colour=(0, 0, 0, 0), mode="RGBA")))
        self.assertEqual(page.getpixel((5, 5)), (255, 255, 255))

    def test_pages_are_joined_in_their_order(self):
        drawn = [pages.straighten(picture(colour=colour)) for colour in ("red", "green", "blue")]
        content = pages.join(drawn, "Document")
        self.assertTrue(content.startswith(b"%PDF"))
        self.assertIn(b"/Count 3", content)
        self.assertEqual(pages.kind_of(content), "pdf")

    def test_what_is_no_page_is_refused(self):
        self.assert_refused("empty", pages.kind_of, b"")
        self.assert_refused("too_large", pages.kind_of, b"x" * (pages.MOST_BYTES + 1))
        self.assert_refused("heic", pages.kind_of, b"\0\0\0\x18ftypheic" + b"\0" * 40)
        self.assert_refused("damaged", pages.kind_of, b"%PDF-1.4 cut off")
        self.assert_refused("locked", pages.kind_of, b"%PDF-1.4 /Encrypt 1 0 R %%EOF")
        self.assert_refused("not_a_picture", pages.straighten, b"<svg onload=alert(1)>")
        self.assert_refused("damaged", pages.straighten, picture()[:500])
        self.assert_refused("rotation", pages.straighten, picture(), 45)

    def test_a_picture_that_unpacks_to_gigabytes_is_not_unpacked(self):
        content = bytearray(picture(form="PNG"))
        content[16:24] = (100_000).to_bytes(4, "big") * 2
        with self.assertRaises(pages.PageRefusal) as caught:
            pages.straighten(bytes(content))
        self.assertIn(caught.exception.code, ("too_many_pixels", "not_a_picture", "damaged"))

    def test_a_thumbnail_is_small(self):
        self.assertEqual(max(opened(pages.thumbnail(picture(), 100)).size), 100)

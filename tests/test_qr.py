"""QR codes: what a camera reads, and what those hear who do not see."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from cchc.publish import qr

URL = "https://hoatham.example/cchc/thu-tuc/1.000656/"


def read(drawing: str) -> str:
    """Return what a camera reads of a drawing, on a dark ground as pages of the dark scheme have."""
    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', drawing)[0])
    picture = Image.new("L", ((side + 8) * 6,) * 2, 20)
    pen = ImageDraw.Draw(picture)
    for fill, path in re.findall(r'fill="(#\w+)" d="([^"]+)"', drawing):
        for x, y, width, height in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", path):
            left, top = (int(x) + 4) * 6, (int(y) + 4) * 6
            box = (left, top, left + int(width) * 6 - 1, top + int(height) * 6 - 1)
            pen.rectangle(box, fill={"#fff": 255, "#000": 0}[fill])
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


@pytest.mark.parametrize("url", [URL, "https://a.vn/", "https://xa.example/cchc/" + "rat-dai/" * 30])
def test_a_camera_reads_the_address(url: str) -> None:
    assert read(qr.svg(url, "Mã QR")) == url
    assert read(qr.picture(url)) == url


def test_it_is_named_for_those_who_do_not_see_it_and_fits_the_policy_of_pages() -> None:
    drawing = qr.svg(URL, '"><script>x</script>')
    assert 'role="img"' in drawing
    assert 'aria-label="&#34;&gt;&lt;script&gt;x&lt;/script&gt;"' in drawing
    assert "style" not in drawing
    assert drawing == qr.svg(URL, '"><script>x</script>')

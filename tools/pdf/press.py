"""Chromium prints the built pages, one after the other: each is a `Sheet`."""
import html
import io
import re
from collections import namedtuple
from pathlib import Path

from pypdf import PdfReader

HOST = "http://book/"  # nothing leaves this machine: the pages come from a folder, and all else is refused
IN_PAGE = Path(__file__).with_name("in_page.js").read_text(encoding="utf-8")
TEXT_WIDTH = 620  # pixels of a line on paper: 164 mm at 96 to the inch
SOLUTIONS = "book/solutions.html"

Sheet = namedtuple("Sheet", "name headings solutions pdf")
Sheet.__doc__ = """One printed page of the book: its address below the built folder, its headings (dicts of `level`,
`text` and `id`), the HTML of the solutions that it gave away, and a PdfReader of its paper."""


class Press:
    """Prints pages of a built folder with a Playwright browser."""

    def __init__(self, browser, folder):
        self.html, self.made = Path(folder), {}
        self.page = browser.new_page(viewport={"width": TEXT_WIDTH, "height": 900}, color_scheme="light")
        self.page.emulate_media(media="print")
        self.page.route("**/*", self.serve)

    def serve(self, route):
        """Answer from what was composed, or from the folder; a face is waited for, or the first page lacks it."""
        name = re.sub("[?#].*", "", route.request.url.removeprefix(HOST))
        file = self.html / name
        if name in self.made:
            route.fulfill(body=self.made[name], content_type="text/html; charset=utf-8")
        elif route.request.url.startswith(HOST) and file.is_file():
            kind = {"body": file.read_text(encoding="utf-8").replace("font-display: optional", "font-display: block"),
                    "content_type": "text/css"} if file.name == "face.css" else {"path": file}
            route.fulfill(**kind)
        else:
            route.abort()

    def title(self, name):
        """What the page calls itself, for the head of its paper."""
        head = re.search("<title>(.*?)</title>", (self.html / name).read_text(encoding="utf-8"), re.DOTALL)
        return html.unescape(head[1].split(" &#8212; ")[0]).strip()

    def compose(self, name, like, article):
        """Let the page `name` be the built page `like` with this HTML as its article."""
        built = (self.html / like).read_text(encoding="utf-8")
        head, rest = re.split("(?<=<article)", built, maxsplit=1)
        self.made[name] = head + ' class="bd-article">' + article + rest[rest.index("</article>"):]

    def print(self, name, before=0, header="", roman=False):
        """The `Sheet` of a page whose first paper bears the number `before` + 1, small Roman if `roman`."""
        self.page.goto(HOST + name, wait_until="load")
        solutions_at = None if name in self.made else HOST + SOLUTIONS
        said = self.page.evaluate(IN_PAGE, {"before": before, "header": header, "roman": roman,
                                            "solutionsAt": solutions_at})
        self.page.evaluate("document.fonts.ready.then(() => null)")
        paper = PdfReader(io.BytesIO(self.page.pdf(prefer_css_page_size=True, print_background=True)))
        return Sheet(name, said["headings"], said["solutions"], paper)

"""Reads built HTML pages and finds their faults; every finder takes {path: Page} and returns a list of sentences."""
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "pre", "code", "svg", "math", "annotation", "template", "title"}
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect", "dns-prefetch"}
THEMES = {"exercise-content", "solution-content", "search-input"}  # ids that sphinx-exercise and the theme repeat


class Walker(HTMLParser):
    """Keeps a stack of the open elements: (tag, classes); whoever inherits pushes them."""

    def __init__(self):
        super().__init__()
        self.stack = []

    def handle_endtag(self, tag):
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth][0] == tag:
                del self.stack[depth:]
                break


class Page(Walker):
    """Everything on one page that a fault can hide in."""

    def __init__(self, path):
        super().__init__()
        self.path, self.folder = path, path.parent
        self.ids, self.links, self.loads, self.images, self.players = [], [], [], [], []
        self.headings, self.lang, self.text, self.css, self.scripts = 0, None, "", "", ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, pairs):
        attrs = {name: value or "" for name, value in pairs}
        classes = attrs.get("class", "").split()
        self.ids += [attrs["id"]] if attrs.get("id") else []
        self.css += attrs.get("style", "") + "\n"
        self.headings += tag == "h1" and not any("onlyprint" in c for _, c in self.stack)
        if tag == "html":
            self.lang = attrs.get("lang")
        if tag in ("a", "area") and "href" in attrs:
            self.links.append(attrs["href"])
        if tag == "link" and LOADED & set(attrs.get("rel", "").lower().split()):
            self.loads.append(attrs.get("href", ""))
        if tag != "link":
            self.loads += [attrs[name] for name in ("src", "data", "poster") if attrs.get(name)]
            self.loads += [part.split()[0] for part in attrs.get("srcset", "").split(",") if part.strip()]
        if tag == "img":
            self.images.append((attrs.get("src", ""), attrs.get("alt")))
        if tag in ("use", "image"):
            self.loads.append(attrs.get("href") or attrs.get("xlink:href") or "#")
        if "dldm-player" in classes:
            self.players.append(False)
        if tag == "svg" and self.players and any("dldm-picture" in c for _, c in self.stack):
            self.players[-1] = True
        if tag not in VOID:
            self.stack.append((tag, classes))

    def handle_startendtag(self, tag, pairs):
        self.handle_starttag(tag, pairs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data):
        tag = self.stack[-1][0] if self.stack else ""
        if tag == "style":
            self.css += data
        elif tag == "script":
            self.scripts += data
        elif not any(tag in UNREAD or "katex" in classes for tag, classes in self.stack):
            self.text += data


def read(root):
    """Every page below the folder."""
    return {path.relative_to(root).as_posix(): Page(path) for path in sorted(root.rglob("*.html"))
            if "_static" not in path.relative_to(root).parts}


def foreign(address):
    return bool(re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", address, re.I))


def broken_links(pages):
    """Links to a page, a file or an anchor that is not there."""
    by_path, found = {page.path.resolve(): page for page in pages.values()}, []
    for name, page in pages.items():
        for address in page.links + page.loads:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
                continue
            target = (page.folder / unquote(parts.path)).resolve() if parts.path else page.path.resolve()
            if not target.is_file():
                found.append(f"{name}: {address} is not there")
            elif parts.fragment and target in by_path and unquote(parts.fragment) not in by_path[target].ids:
                found.append(f"{name}: {address} has no such anchor")
    return found


def double_ids(pages):
    return [f"{name}: id {i} is used {page.ids.count(i)} times" for name, page in pages.items()
            for i in sorted(set(page.ids) - THEMES) if page.ids.count(i) > 1]


def missing_alts(pages):
    """Pictures without alternative text, or whose text is a file's name."""
    return [f"{name}: {src} has alt {alt!r}" for name, page in pages.items() for src, alt in page.images
            if not (alt or "").strip() or re.search(r"\.(?:svg|png|jpe?g|gif|webp)$|^_images|/", alt.strip())]


def foreign_resources(pages):
    """Anything that the browser would fetch from another host by itself; a link to click is none."""
    found = []
    for name, page in pages.items():
        found += [f"{name}: loads {address}" for address in page.loads if foreign(address)]
        found += [f"{name}: style {address}" for address in css_addresses(page.css) if foreign(address)]
        found += [f"{name}: script {address}" for address in script_addresses(page.scripts)]
    return found


def css_addresses(css):
    return [a or b for a, b in re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", css)]


def script_addresses(code):
    """Foreign addresses in a page's own scripts, names of XML namespaces excepted."""
    return [match for match in re.findall(r"[\"'`]((?:https?:)?//[\w.-]+\.\w+[^\"'`\s]*)", code)
            if not re.match(r"https?://www\.w3\.org/", match)]


def stylesheet_faults(root):
    """In CSS files: foreign addresses, and local ones of which no format is there (a font is offered in several)."""
    found = []
    for path in sorted(root.rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        for address in css_addresses(text):
            if foreign(address):
                found.append(f"{path.name}: {address}")
            elif not address.startswith(("data:", "#")):
                target = path.parent / urlsplit(address).path
                if not target.suffix or not list(target.parent.glob(target.stem + ".*")):
                    found.append(f"{path.name}: {address} is not there")
    return found


def needless_engines(pages):
    return [f"{name}: {word}" for name, page in pages.items()
            for word in ("mathjax", "thebe-lite", "thebelab", "unp" + "kg", "jsdel" + "ivr")
            if word in " ".join(page.loads + [page.scripts]).lower()]


def unrendered_markup(pages):
    """Raw formulas, roles and directives in what the reader reads."""
    pattern = (r"\$(?=\S)[^$\n]{1,200}(?<=\S)\$(?!\d)|\{(?:ref|eq|cite[:\w]*|numref|doc|math|prf:ref)\}"
               r"|:::|^\s*:label:|\(eq-[\w-]+\)")
    return [f"{name}: {match[0][:60]}" for name, page in pages.items()
            for match in re.finditer(pattern, page.text, re.M)]


def wrong_headings(pages):
    return [f"{name}: {page.headings} h1" for name, page in pages.items() if page.headings != 1]


def missing_languages(pages):
    return [f"{name}: lang {page.lang!r}" for name, page in pages.items() if not page.lang]


def empty_players(pages):
    """Players that show nothing until a script has run."""
    return [f"{name}: player {i}" for name, page in pages.items() for i, drawn in enumerate(page.players) if not drawn]

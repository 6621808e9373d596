"""Serve this folder to the browser of this machine, with no network: python serve.py [PORT]"""
import functools
import sys
import webbrowser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PORTS = range(8000, 8020)
HEADERS = {  # with the first two a running cell can be interrupted without losing what ran before it
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Handler(SimpleHTTPRequestHandler):
    """Files of the folder; what belongs to Python may stay in the browser's cache."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".js": "text/javascript",
                      ".wasm": "application/wasm", ".json": "application/json"}

    def end_headers(self):
        for name, value in HEADERS.items():
            keep = name == "Cache-Control" and "/_python/" in self.path
            self.send_header(name, "max-age=31536000, immutable" if keep else value)
        super().end_headers()

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """A browser may hang up at any time, as at a reload: that is no error to report."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server(ports):
    """A server at the first of the ports that is free."""
    for port in ports:
        try:
            return Server(("127.0.0.1", port), functools.partial(Handler, directory=str(FOLDER)))
        except OSError:
            continue
    sys.exit(f"No port from {ports[0]} to {ports[-1]} is free: name another one, python serve.py PORT")


def main(words):
    if words and not words[0].isdecimal():
        sys.exit("A port is a number: python serve.py 8000")
    with server([int(words[0])] if words else PORTS) as web:
        address = f"http://localhost:{web.server_port}/"
        print(f"The book is at {address} (Ctrl+C ends it)", flush=True)
        webbrowser.open(address)
        try:
            web.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main(sys.argv[1:])

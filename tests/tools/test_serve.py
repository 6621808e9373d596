"""The offline edition's own server."""
import socket
import struct
import urllib.request

import web

ABORT = struct.pack("ii", 1, 0)  # a socket that is closed so says at once that nobody listens any more


def hang_up(server, name):
    """Ask for a file, and go before it has come."""
    with socket.create_connection(server.server_address) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
        asked.sendall(f"GET /{name} HTTP/1.1\r\n\r\n".encode())
        asked.recv(1)


def test_a_browser_that_hangs_up_leaves_no_traceback(tmp_path, capfd):
    (tmp_path / "large").write_bytes(bytes(20_000_000))
    (tmp_path / "small").write_text("here")
    with web.serve.Server(("127.0.0.1", 0), lambda *args: web.Quiet(*args, directory=str(tmp_path))) as server:
        server.daemon_threads = False  # the end waits for all answers
        web.threading.Thread(target=server.serve_forever, daemon=True).start()
        hang_up(server, "large")
        assert urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/small").read() == b"here"
        server.shutdown()
    assert capfd.readouterr().err == ""

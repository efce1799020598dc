#!/usr/bin/env python3
"""What `metaaligner serve` holds: many clients at once, some of them slow or impolite. Needs nothing but Python.

    metaaligner serve --port 8017 --concurrency 8 --queue 512 &
    Tests/Scripts/serving/load.py --clients 32 --requests 128

Prints requests a second, the times to the first text and to the end, and what became of the rest. With --slow, so many
clients more ask and then read nothing; with --quitters, so many go away in the middle. Neither should change much.
"""
import argparse
import http.client
import json
import threading
import time
import urllib.parse


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8017/v1")
    parser.add_argument("--key")
    parser.add_argument("--path", default="/chat/completions", help="or /models, for the server alone")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--requests", type=int, default=64)
    parser.add_argument("--max-tokens", type=int, default=32)
    parser.add_argument("--slow", type=int, default=0)
    parser.add_argument("--quitters", type=int, default=0)
    return parser.parse_args()


class Load:
    def __init__(self, options):
        self.options = options
        self.base = urllib.parse.urlparse(options.url)
        self.lock = threading.Lock()
        self.left = options.requests
        self.first, self.whole, self.statuses = [], [], {}
        self.done = threading.Event()

    def connect(self):
        return http.client.HTTPConnection(self.base.hostname, self.base.port, timeout=600)

    def ask(self, connection):
        headers = {"Content-Type": "application/json"}
        if self.options.key:
            headers["Authorization"] = f"Bearer {self.options.key}"
        if self.options.path == "/models":
            connection.request("GET", self.base.path + "/models", headers=headers)
        else:
            body = {
                "model": "metaaligner", "stream": True, "max_tokens": self.options.max_tokens,
                "messages": [{"role": "user", "content": "Is tea good for me?"}],
            }
            connection.request("POST", self.base.path + self.options.path, json.dumps(body), headers)
        return connection.getresponse()

    def client(self):
        connection = self.connect()
        while True:
            with self.lock:
                if self.left == 0:
                    return
                self.left -= 1
            start, first = time.monotonic(), None
            try:
                response = self.ask(connection)
                while line := response.readline():
                    if first is None and b'"content":' in line and b'"content":""' not in line:
                        first = time.monotonic() - start
                # The end of the body is seen by reading once more; only then the connection can be used again.
                response.read()
                status = response.status
            except (OSError, http.client.HTTPException) as error:
                status, connection = type(error).__name__, self.connect()
            with self.lock:
                self.statuses[status] = self.statuses.get(status, 0) + 1
                if status == 200:
                    self.whole.append(time.monotonic() - start)
                    if first is not None:
                        self.first.append(first)

    def slow(self):
        connection = self.connect()
        self.ask(connection)
        self.done.wait()

    def quitter(self):
        while not self.done.is_set():
            connection = self.connect()
            try:
                self.ask(connection).read(200)
            except (OSError, http.client.HTTPException):
                pass
            connection.close()

    def run(self):
        others = [self.slow] * self.options.slow + [self.quitter] * self.options.quitters
        for other in others:
            threading.Thread(target=other, daemon=True).start()
        start = time.monotonic()
        clients = [threading.Thread(target=self.client) for _ in range(self.options.clients)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        seconds = time.monotonic() - start
        self.done.set()
        print(f"{len(self.whole)} answers in {seconds:.1f} s, {len(self.whole) / seconds:.2f} a second")
        for name, times in (("first text", sorted(self.first)), ("whole", sorted(self.whole))):
            if times:
                half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
                print(f"{name}: median {half * 1000:.0f} ms, 95 % within {most * 1000:.0f} ms")
        print("status:", ", ".join(f"{count} × {status}" for status, count in self.statuses.items()))


if __name__ == "__main__":
    Load(parse()).run()

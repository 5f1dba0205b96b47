"""The bot beside a simulated Synology Chat and a simulated OpenAI endpoint, each a process of its own.

What crash-test.py, soak.py and isolation.py share: options, users who write, the simulators and what they saw, the bot.
"""
import argparse, http.client, json, os, pathlib, random, re, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, time
import urllib.parse

TOKEN = "TestbedToken0123456789"
NAME = "testbed"  # of the script, before its messages


def options(name, program, **defaults):
    """The options of a script: --program, --seed, and one for each default, of the same type."""
    global NAME
    NAME = name
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--program", default=program)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    for option, default in defaults.items():
        parser.add_argument(f"--{option}", type=type(default), default=default)
    found = parser.parse_args()
    if not os.access(found.program, os.X_OK):
        parser.error(f"{found.program} is not there: build it first")
    # So that the other processes end with this one.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    return found


def folder():
    return tempfile.mkdtemp(prefix=NAME + "-")


def report(problems, folder):
    """Prints what is wrong and keeps the folder, or removes it; returns the exit status."""
    for problem in problems[:20]:
        print(f"{NAME}: {problem}", file=sys.stderr)
    if problems:
        print(f"{NAME}: {len(problems)} problems; data and log are kept in {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


def fail(text):
    raise SystemExit(f"{NAME}: {text}")


def sentences(kind):
    """A pattern for what the bot may add to an answer, of the kind failure, note or notice; numbers and names may differ."""
    path = pathlib.Path(__file__).resolve().parents[2] / "Specs/goldens/sentences/turn-en.txt"
    lines = (line.partition(": ") for line in path.read_text(encoding="utf-8").splitlines())
    texts = [re.escape(text).replace("gpt\\-9", r"\S+") for name, _, text in lines if name == kind]
    numbers = (re.sub(r"\d+(\\ [a-z]+?)s?\b", r"\\d+\1s?", text) for text in texts)
    return "|".join(text.replace("\\ ", r"\s+") for text in numbers)


def squeeze(text):
    """The text without white space: a long answer is cut at white space."""
    return "".join(text.split())


def call(port, method, path, body=None, timeout=30):
    """One request on a connection of its own; raises OSError or HTTPException when there is no whole answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def control(port, path, plan=None):
    """Asks a simulator, or plans faults."""
    method, body = ("GET", None) if plan is None else ("POST", json.dumps(plan))
    status, answer = call(port, method, "/simulator/" + path, body)
    if status != 200:
        fail(f"the simulator answered {status} to {path} {body or ''}")
    return json.loads(answer)


class User:
    """One person: what they wrote, and what became of it. Used by one thread at a time."""

    def __init__(self, number, seed):
        self.number = number
        self.random = random.Random(f"{seed}-{number}")
        self.written = []  # texts; the post_id is the place
        self.acknowledged = 0  # how many of these
        self.repeats = 0
        self.posts = []  # what the user read
        self.fetches = []  # in which fetch each of these was seen first
        self.asked = {}  # place of a question → the model's answers to it
        self.starts = 0  # place of the oldest exchange in the last request

    def next_text(self):
        place = len(self.written) + 1
        tag = f"u{self.number}m{place}"
        kind = self.random.random()
        if kind < 0.05:  # an answer of two posts, each with the tag
            text = " ".join(f"{tag} word{number}" for number in range(140))
        elif kind < 0.15:
            text = f"{tag} 你好，请回答 {tag}"
        else:
            text = f"{tag} " + " ".join(self.random.choice(["tea", "rain", "stone", "river"]) for _ in range(8))
        self.written.append(text)

    def send(self, port, place):
        """Sends a text as Synology Chat does; returns whether it was acknowledged."""
        fields = {
            "token": TOKEN, "user_id": self.number, "username": f"user{self.number}",
            "post_id": (self.number << 32) + place, "thread_id": 0, "timestamp": 1_738_829_459_265 + place,
            "text": self.written[place - 1],
        }
        try:
            status, _ = call(port, "POST", "/", urllib.parse.urlencode(fields), timeout=10)
        except (OSError, http.client.HTTPException):
            return False
        if status not in (200, 503):
            fail(f"the bot answered {status} to a message")
        return status == 200


class Simulators:
    """The simulated Synology Chat and model, each a process, and what they have seen."""

    def __init__(self, program, users):
        self.program = program
        self.users = {user.number: user for user in users}
        self.processes = []
        self.chat = self.start_chat()
        self.model = self.start("openai", "--keep", "100000")
        self.lines = self.requests = self.fetches = 0
        self.violations = []

    def start_chat(self, token=TOKEN):
        """Starts a Synology Chat with every user; returns its port."""
        people = [word for number in self.users for word in ("--user", f"{number}:user{number}")]
        return self.start("synology", "--bot-token", token, "--interval", "0", *people)

    def start(self, *words):
        process = subprocess.Popen([self.program, "simulate", *words], stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        line = process.stdout.readline()
        if not line.startswith("listening on http://127.0.0.1:"):
            fail(f"simulate {words[0]} said {line!r}")
        return int(line.rsplit(":", 1)[1])

    def stop(self):
        for process in self.processes:
            process.kill()
            process.wait()

    def fetch(self):
        """Takes over what came since the last time; returns how many posts there are."""
        for entry in (entries := control(self.chat, f"entries?after={self.lines}")):
            user = self.users[entry["user"]]
            user.posts.append(entry["text"])
            user.fetches.append(self.fetches)
        self.lines += len(entries)
        self.fetches += 1
        seen = control(self.model, f"requests?after={self.requests}")
        if seen["dropped"] > self.requests:
            fail("the simulated model forgot requests that were not looked at")
        self.requests = seen["next"]
        for request in seen["requests"]:
            self.judge(request)
        return self.lines

    def judge(self, request):
        """Checks the messages of a request: exchanges without a gap up to the question, each with its answer."""
        messages = [(message["role"], message["content"]) for message in request["body"]["messages"]]
        tag = re.match(r"u(\d+)m(\d+) ", messages[-1][1])
        if request["status"] != 200 or not tag:
            return self.violations.append(f"request {request['number']}: status {request['status']} or no question")
        user, place = self.users[int(tag[1])], int(tag[2])
        if messages[0][0] == "system":
            messages = messages[1:]
        start = place - len(messages) // 2
        expected = []
        for earlier in range(max(1, start), place):
            expected += [("user", user.written[earlier - 1]), ("assistant", user.asked.get(earlier))]
        expected.append(("user", user.written[place - 1]))
        if messages != expected or start < user.starts or (user.starts == 0 and start != 1):
            self.violations.append(f"request {request['number']}: wrong history for {tag[0].strip()}")
        user.starts = max(user.starts, start)
        chunks = [json.loads(line[6:]) for line in request["answer"].split("\n") if line.startswith("data: {")]
        deltas = [choice["delta"].get("content", "") for chunk in chunks for choice in chunk["choices"]]
        answer = "".join(deltas)
        if user.asked.setdefault(place, answer) != answer:
            self.violations.append(f"request {request['number']}: {tag[0].strip()} asked twice with unlike histories")


class Bot:
    """The bot, one process after another on the same data."""

    def __init__(self, program, folder, simulators, **settings):
        self.program, self.folder = program, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH")
        } | {
            "APP_HOST": "127.0.0.1", "APP_PORT": str(self.port), "APP_DATA_DIR": folder + "/data", "APP_LANG": "en",
            "OPENAI_API_BASE": f"http://127.0.0.1:{simulators.model}/v1", "SYNOLOGY_SEND_INTERVAL": "0",
            "SYNOLOGY_BASE_URL": f"http://127.0.0.1:{simulators.chat}", "SYNOLOGY_BOT_TOKEN": TOKEN,
        } | settings
        self.process = None
        self.log = open(folder + "/log", "ab")

    def start(self, fault=None):
        """Starts it and waits until it listens; returns whether it does (a fault may have killed it before)."""
        faults = {"FAULT_AT": str(fault)} if fault else {}
        self.process = subprocess.Popen(
            [self.program, "serve"], env=self.environment | faults, stdout=self.log, stderr=self.log
        )
        deadline = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return True
            time.sleep(0.002)
        if self.process.poll() != -signal.SIGKILL:
            fail(f"the bot does not start ({self.process.poll()}); see {self.log.name}")
        return False

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def database(self):
        """A reader of its database."""
        return sqlite3.connect(f"file:{self.folder}/data/bot.sqlite3?mode=ro", uri=True, timeout=30)

    def waiting(self):
        """How many messages and posts wait in its database."""
        database = self.database()
        try:
            query = "SELECT (SELECT count(*) FROM inbox WHERE is_done = 0) + (SELECT count(*) FROM outbox)"
            return database.execute(query).fetchone()[0]
        finally:
            database.close()

    def finish(self, simulators, patience):
        """Waits until nothing waits, at most so many seconds without a post, then SIGTERM; returns the exit status."""
        before, since = -1, time.monotonic()
        while self.waiting() and time.monotonic() - since < patience:
            if (now := simulators.fetch()) != before:
                before, since = now, time.monotonic()
            time.sleep(0.1)
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        simulators.fetch()
        return code

"""Kills the bot again and again while many users write, and checks at the end what every user read.

Three processes: the bot, a simulated Synology Chat, a simulated OpenAI endpoint. Messages are sent as Synology Chat sends
them; a message counts as acknowledged when its 200 has come, and is sent again with the same post_id until then. The bot
dies of SIGKILL: in one half of the rounds at a random moment, in the other at a counted point before or after one of its
commits and posts (FAULT_AT, which builds for tests know). Exit 1 when anything is lost, doubled too often, out of order, or
wrong in the history.
"""
import argparse, http.client, json, os, random, re, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, threading
import time, urllib.parse

TOKEN = "CrashTestToken0123456789"
KILL_WINDOW = (0.02, 0.4)  # seconds of traffic before the bot is killed
BACKLOG = 400  # unanswered messages beyond which users write less
PATIENCE = 400  # seconds without a post before the end: a part that several kills have hit waits up to 300 s
NOTE = re.compile(r"\(The conversation is long: .*? to start again\.\)")  # below an answer, once for each user


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


def control(port, path):
    status, body = call(port, "GET", "/simulator/" + path)
    if status != 200:
        raise SystemExit(f"crash test: the simulator answered {status} to {path}")
    return json.loads(body)


class User:
    """One person: what they wrote, and what became of it. Used by one thread at a time."""

    def __init__(self, number, seed):
        self.number = number
        self.random = random.Random(f"{seed}-{number}")
        self.written = []  # texts; the post_id is the place
        self.acknowledged = 0  # how many of these
        self.repeats = 0
        self.posts = []  # what the user read
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
            raise SystemExit(f"crash test: the bot answered {status} to a message")
        return status == 200

    def write(self, port, wishes, stop):
        """Sends what has no 200 yet, then new messages, until one gets no 200 or `stop` is set."""
        while not stop.is_set():
            if self.acknowledged == len(self.written):
                if wishes == 0:
                    return
                wishes -= 1
                stop.wait(self.random.uniform(0, 0.05))
                self.next_text()
            if not self.send(port, self.acknowledged + 1):
                return
            self.acknowledged += 1
            if self.random.random() < 0.05:  # a proxy that repeats a request: still one message
                self.repeats += 1
                self.send(port, self.random.randint(max(1, self.acknowledged - 20), self.acknowledged))


class Simulators:
    """The simulated Synology Chat and model, each a process, and what they have seen."""

    def __init__(self, program, users):
        people = [word for user in users for word in ("--user", f"{user.number}:user{user.number}")]
        self.users = {user.number: user for user in users}
        self.processes = []
        self.chat = self.start([program, "simulate", "synology", "--bot-token", TOKEN, "--interval", "0"] + people)
        self.model = self.start([program, "simulate", "openai", "--keep", "100000"])
        self.lines = self.requests = 0
        self.violations = []

    def start(self, words):
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        line = process.stdout.readline()
        if not line.startswith("listening on http://127.0.0.1:"):
            raise SystemExit(f"crash test: {' '.join(words[1:3])} said {line!r}")
        return int(line.rsplit(":", 1)[1])

    def stop(self):
        for process in self.processes:
            process.kill()
            process.wait()

    def fetch(self):
        """Takes over what came since the last time; returns how many posts there are."""
        for entry in (entries := control(self.chat, f"entries?after={self.lines}")):
            self.users[entry["user"]].posts.append(entry["text"])
        self.lines += len(entries)
        seen = control(self.model, f"requests?after={self.requests}")
        if seen["dropped"] > self.requests:
            raise SystemExit("crash test: the simulated model forgot requests that were not looked at")
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

    def __init__(self, program, folder, simulators):
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
        }
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
            raise SystemExit(f"crash test: the bot does not start ({self.process.poll()}); see {self.log.name}")
        return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def is_drained(self):
        database = sqlite3.connect(f"file:{self.folder}/data/bot.sqlite3?mode=ro", uri=True, timeout=30)
        query = "SELECT (SELECT count(*) FROM inbox WHERE is_done = 0) + (SELECT count(*) FROM outbox)"
        try:
            return database.execute(query).fetchone()[0] == 0
        finally:
            database.close()


def run_round(bot, users, chance, generator):
    """One life of the bot; returns whether a counted point ended it."""
    stop = threading.Event()
    fault = generator.randint(1, 60) if generator.random() < 0.5 else None
    listens = bot.start(fault)
    threads = []
    if listens:
        wishes = [1 if generator.random() < chance else 0 for _ in users]
        threads = [
            threading.Thread(target=user.write, args=(bot.port, wish, stop)) for user, wish in zip(users, wishes)
        ]
        for thread in threads:
            thread.start()
        try:
            bot.process.wait(timeout=generator.uniform(*KILL_WINDOW) if fault is None else 1)
        except subprocess.TimeoutExpired:
            pass
    hit = bot.process.poll() is not None
    if hit and (fault is None or bot.process.returncode != -signal.SIGKILL):
        raise SystemExit(f"crash test: the bot ended by itself ({bot.process.returncode}); see {bot.log.name}")
    bot.kill()
    stop.set()
    for thread in threads:
        thread.join()
    return hit


def drain(bot, simulators, users):
    """The last life: what has no 200 is sent until it has, then everything is answered, then SIGTERM."""
    bot.start()
    for user in users:
        deadline = time.monotonic() + 60
        while user.acknowledged < len(user.written) and time.monotonic() < deadline:
            user.write(bot.port, 0, threading.Event())
    before, since = -1, time.monotonic()
    while not bot.is_drained() and time.monotonic() - since < PATIENCE:
        if (now := simulators.fetch()) != before:
            before, since = now, time.monotonic()
        time.sleep(0.1)
    bot.process.send_signal(signal.SIGTERM)
    code = bot.process.wait(timeout=60)
    simulators.fetch()
    return code


def judge_user(user, stored):
    """What is wrong for one user: (lost, out of order, doubled, sentences)."""
    problems = []
    once = [post for place, post in enumerate(user.posts) if place == 0 or post != user.posts[place - 1]]
    doubled = len(user.posts) - len(once)
    places = [int(tag[1]) for tag in (re.search(rf"u{user.number}m(\d+) ", post + " ") for post in once) if tag]
    seen = set(places)
    lost = sum(place not in seen for place in range(1, user.acknowledged + 1))
    disorder = sum(later < earlier for earlier, later in zip(places, places[1:]))
    read = squeeze("".join(NOTE.sub("", post) for post in once))
    if read != squeeze("".join(user.asked.get(place, "?") for place in range(1, len(user.written) + 1))):
        problems.append(f"user {user.number}: the posts are not the answers, each once")
    if stored != [(text, user.asked.get(place)) for place, text in enumerate(user.written, 1)]:
        problems.append(f"user {user.number}: the stored history is not what was said")
    return lost, disorder, doubled, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--users", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    options = parser.parse_args()
    # So that the other processes end with this one.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    generator = random.Random(options.seed)
    users = [User(number, options.seed) for number in range(1, options.users + 1)]
    folder = tempfile.mkdtemp(prefix="crash-test-")
    simulators = Simulators(options.program, users)
    bot = Bot(options.program, folder, simulators)
    counted = posts = 0
    began = time.monotonic()
    try:
        for _ in range(options.rounds):
            backlog = sum(user.acknowledged for user in users) - posts
            counted += run_round(bot, users, 0.1 if backlog > BACKLOG else 1, generator)
            posts = simulators.fetch()
        code = drain(bot, simulators, users)
        database = sqlite3.connect(f"file:{folder}/data/bot.sqlite3?mode=ro", uri=True)
        problems = list(simulators.violations)
        if code != 0:
            problems.append(f"the bot ended with {code} after SIGTERM")
        if (check := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            problems.append(f"the database is damaged: {check}")
        left = database.execute(
            "SELECT (SELECT count(*) FROM inbox WHERE is_done = 0), (SELECT count(*) FROM outbox),"
            " (SELECT count(*) FROM conversations WHERE undelivered IS NOT NULL), (SELECT sum(answers) FROM usage)"
        ).fetchone()
        total = sum(len(user.written) for user in users)
        if left != (0, 0, 0, total):
            problems.append(f"unanswered, unposted, given up, charged: {left}, not (0, 0, 0, {total})")
        lost = disorder = doubled = 0
        for user in users:
            rows = database.execute("SELECT question, answer FROM turns WHERE user_id = ? ORDER BY id", (user.number,))
            found = judge_user(user, rows.fetchall())
            lost, disorder, doubled = lost + found[0], disorder + found[1], doubled + found[2]
            problems += found[3]
    finally:
        simulators.stop()
        if bot.process and bot.process.poll() is None:
            bot.kill()
    acknowledged = sum(user.acknowledged for user in users)
    print(
        f"crash test of the program: {options.rounds} kills ({counted} at counted points), {total} messages of"
        f" {len(users)} users, {acknowledged} acknowledged, {sum(user.repeats for user in users)} repeated by a proxy,"
        f" {lost} lost, {disorder} out of order, {doubled} parts doubled,"
        f" {time.monotonic() - began:.0f} s (seed {options.seed})"
    )
    if lost or disorder or doubled > options.rounds or acknowledged != total:
        problems.insert(0, "something was lost, out of order, doubled too often, or never acknowledged")
    for problem in problems[:20]:
        print(f"crash test: {problem}", file=sys.stderr)
    if problems:
        print(f"crash test: {len(problems)} problems; data and log are kept in {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

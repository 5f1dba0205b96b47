#!/usr/bin/env python3
"""Many users write to the bot for a long time while Synology Chat and the model misbehave; checks what every user read.

Three processes: the bot, a simulated Synology Chat, a simulated OpenAI endpoint. Faults of every kind after which the bot is
to try again are planned all the time; those that give an answer up have tests of their own. The memory of the bot is printed
once a minute (at least ten times). Exit 1 when an acknowledged message is lost, out of order, answered twice more often than
connections broke, wrong in the history, or when the memory at the end is more than a tenth above that after a sixth of the
time.
"""
import argparse, importlib.util, json, pathlib, random, re, shutil, signal, sqlite3, sys, tempfile, threading, time
import urllib.request

spec = importlib.util.spec_from_file_location("crash_test", pathlib.Path(__file__).with_name("crash-test.py"))
crash_test = importlib.util.module_from_spec(spec)
spec.loader.exec_module(crash_test)

RATE = 25  # messages a second
SENDERS = 25  # threads that write for the users
BACKLOG = 600  # unanswered messages beyond which users wait
CHAT_FAULTS = [
    {"kind": "code", "code": 411}, {"kind": "code", "code": 102}, {"kind": "drop-before"}, {"kind": "drop-after"},
    {"kind": "hang"}, {"kind": "hang-after"}, {"kind": "html", "status": 502}, {"kind": "delay", "milliseconds": 800},
    {"kind": "flood", "bytes": 20000},
]
MODEL_FAULTS = [
    {"kind": "error", "status": 429, "retry_after": 1}, {"kind": "error", "status": 500},
    {"kind": "error", "status": 503}, {"kind": "drop-before"}, {"kind": "drop-middle"}, {"kind": "cut"},
    {"kind": "malformed"}, {"kind": "stall"}, {"kind": "hang"}, {"kind": "think"}, {"kind": "long", "count": 30},
    {"kind": "slow", "milliseconds": 3000}, {"kind": "piece-delay", "milliseconds": 40},
]
MAY_DOUBLE = ("drop-after", "hang-after", "hang", "drop-before")  # after these the outcome of a post is unknown
THOUGHT = re.compile(r"<think>.*?</think>\s*", re.DOTALL)


class Simulators(crash_test.Simulators):
    """The simulators, where a request of the bot may have got no whole answer."""

    def __init__(self, program, users):
        super().__init__(program, users)
        self.whole = self.broken = 0

    def judge(self, request):
        answer = request["answer"]
        lines = [line[6:] for line in answer.split("\n") if line.startswith("data: ")]
        try:
            chunks = [json.loads(line) for line in lines if line != "[DONE]"]
        except ValueError:
            chunks = []
        finished = any(choice.get("finish_reason") for chunk in chunks for choice in chunk.get("choices", []))
        if request["status"] == 200 and finished and "[DONE]" in lines:
            self.whole += 1
            if "<think>" in answer or "reasoning" in answer:
                texts = [choice["delta"].get("content") or "" for chunk in chunks for choice in chunk["choices"]]
                text = THOUGHT.sub("", "".join(texts))
                chunk = json.dumps({"choices": [{"delta": {"content": text}}]})
                request = request | {"answer": f"data: {chunk}\n"}
            super().judge(request)
        else:
            self.broken += 1

    def plan(self, port, fault):
        body = json.dumps([fault]).encode()
        urllib.request.urlopen(
            urllib.request.Request(f"http://127.0.0.1:{port}/simulator/faults", body, method="POST"), timeout=30
        ).close()


def send(users, port, stop, pause, simulators):
    """Writes for some users, one after the other, until `stop` is set."""
    while not stop.is_set():
        user = random.choice(users)
        if user.acknowledged == len(user.written):
            user.next_text()
        if user.send(port, user.acknowledged + 1):
            user.acknowledged += 1
            if random.random() < 0.02:
                user.repeats += 1
                user.send(port, random.randint(1, user.acknowledged))
        written = simulators.written()
        stop.wait(pause if written - simulators.whole < BACKLOG else pause * 10)


def missing(user):
    """How many acknowledged messages have no answer on the user's screen; a long answer comes in several posts."""
    read = crash_test.squeeze("".join(crash_test.NOTE.sub("", post) for post in user.posts))
    answers = [user.asked.get(place) for place in range(1, user.acknowledged + 1)]
    return sum(answer is None or crash_test.squeeze(answer) not in read for answer in answers)


def resident(process):
    """Kilobytes of the process that are in memory."""
    with open(f"/proc/{process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--users", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    random.seed(options.seed)
    users = [crash_test.User(number, options.seed) for number in range(1, options.users + 1)]
    folder = tempfile.mkdtemp(prefix="soak-")
    simulators = Simulators(options.program, users)
    simulators.written = lambda: sum(user.acknowledged for user in users)
    bot = crash_test.Bot(options.program, folder, simulators)
    bot.environment |= {"OPENAI_IDLE_TIMEOUT": "10"}
    problems, planned, doublings, curve = [], 0, 0, []
    stop = threading.Event()
    try:
        bot.start()
        groups = [users[at::SENDERS] for at in range(SENDERS)]
        threads = [
            threading.Thread(target=send, args=(group, bot.port, stop, SENDERS / RATE, simulators))
            for group in groups if group
        ]
        for thread in threads:
            thread.start()
        began = time.monotonic()
        length = options.minutes * 60
        step = min(60, length / 10)
        while (elapsed := time.monotonic() - began) < length:
            fault = random.choice(CHAT_FAULTS)
            simulators.plan(simulators.chat, fault | {"after": random.randint(0, 30)})
            doublings += fault["kind"] in MAY_DOUBLE
            simulators.plan(simulators.model, random.choice(MODEL_FAULTS) | {"after": random.randint(0, 30)})
            planned += 2
            simulators.fetch()
            if elapsed >= len(curve) * step:
                curve.append(resident(bot.process) / 1024)
                print(f"soak: {elapsed / 60:.1f} min, {simulators.written()} messages, {curve[-1]:.1f} MB", flush=True)
            if bot.process.poll() is not None:
                raise SystemExit(f"soak: the bot ended by itself ({bot.process.returncode}); see {bot.log.name}")
            time.sleep(2)
        curve.append(resident(bot.process) / 1024)
        stop.set()
        for thread in threads:
            thread.join()
        for port in (simulators.chat, simulators.model):
            request = urllib.request.Request(f"http://127.0.0.1:{port}/simulator/faults", method="DELETE")
            urllib.request.urlopen(request, timeout=30).close()
        before, since = -1, time.monotonic()
        while not bot.is_drained() and time.monotonic() - since < crash_test.PATIENCE:
            if (now := simulators.fetch()) != before:
                before, since = now, time.monotonic()
            time.sleep(0.5)
        bot.process.send_signal(signal.SIGTERM)
        if (code := bot.process.wait(timeout=60)) != 0:
            problems.append(f"the bot ended with {code} after SIGTERM")
        simulators.fetch()
        problems += simulators.violations
        database = sqlite3.connect(f"file:{folder}/data/bot.sqlite3?mode=ro", uri=True)
        lost = disorder = doubled = 0
        for user in users:
            rows = database.execute("SELECT question, answer FROM turns WHERE user_id = ? ORDER BY id", (user.number,))
            _, swapped, twice, found = crash_test.judge_user(user, rows.fetchall())
            lost += missing(user)
            disorder, doubled = disorder + swapped, doubled + twice
            problems += found
    finally:
        stop.set()
        simulators.stop()
        if bot.process and bot.process.poll() is None:
            bot.kill()
    early = curve[max(1, len(curve) // 6)]
    print(
        f"soak: {options.minutes:g} min, {len(users)} users, {simulators.written()} messages acknowledged,"
        f" {planned} faults planned, {simulators.broken} answers of the model broken, {lost} lost, {disorder} out of order,"
        f" {doubled} parts doubled ({doublings} planned faults may double), {len(problems)} differences; memory"
        f" {early:.1f} MB after a sixth of the time, {curve[-1]:.1f} MB at the end (seed {options.seed})"
    )
    if lost or disorder or doubled > doublings:
        problems.append("something was lost, out of order or doubled too often")
    if curve[-1] > early * 1.1:
        problems.append("the memory grew by more than a tenth")
    for problem in problems[:20]:
        print(f"soak: {problem}", file=sys.stderr)
    if problems:
        with open(folder + "/posts.json", "w") as posts:
            json.dump({user.number: user.posts for user in users}, posts, ensure_ascii=False, indent=1)
        print(f"soak: {len(problems)} problems; data, log and posts are kept in {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Runs the whole bot among misbehaving neighbours for a while, and checks every user's history and the bot's memory.

Three processes: the bot, a simulated Synology Chat, a simulated OpenAI endpoint; 500 users write, and every kind of fault of
both simulators comes again and again. At the end every acknowledged message must have been answered once and in order: with
the model's answer, with the sentence for a model that failed for good, or not at all where Synology Chat refused the post for
good and the log says so. The stored history and that of every request must be what was said. Exit 1 otherwise, or when the
memory at the end is not within a tenth of that after the first sixth (judged from 6 minutes on: before, caches still fill).
"""
import itertools, json, pathlib, re, sys, threading, time

import testbed

RATE = 20  # messages a second, all users together
WRITERS = 8
BACKLOG = 1_000  # messages and posts that wait, beyond which nobody writes
SLOW_KINDS = {"hang", "hang-after"}  # each holds the posts up until the bot's time-out
PATIENCE = 400  # seconds without a post before the end: a part that several faults have hit waits up to 300 s
NOTES = re.compile(testbed.sentences("note"))
NOTICE = re.compile(testbed.sentences("notice"))
FAILURE = re.compile(testbed.sentences("failure"))  # a model that failed for good, whole
CHAT_FAULTS = [{"kind": "code", "code": code} for code in (411, 410, 407, 404, 800, 102, 117, 999)] + [
    {"kind": "delay", "milliseconds": 500}, {"kind": "drop-before"}, {"kind": "drop-after"},
    {"kind": "html", "status": 200}, {"kind": "html", "status": 502}, {"kind": "html", "status": 504},
    {"kind": "flood", "bytes": 5_000}, {"kind": "flood", "bytes": 2_000_000}, {"kind": "partial-failure"},
    {"kind": "hang"}, {"kind": "hang-after"},
]
# After these it is not known whether the post arrived.
MAY_DOUBLE = [
    {"kind": "drop-before"}, {"kind": "drop-after"}, {"kind": "hang"}, {"kind": "hang-after"}, {"kind": "html", "status": 504},
    {"kind": "flood", "bytes": 2_000_000},
]
MODEL_FAULTS = [{"kind": "error", "status": status} for status in (400, 401, 402, 403, 404, 429, 500, 502, 503, 504)] + [
    {"kind": "error", "status": 429, "retry_after": 1}, {"kind": "drop-before"}, {"kind": "drop-middle"}, {"kind": "cut"},
    {"kind": "stall"}, {"kind": "hang"}, {"kind": "malformed"}, {"kind": "empty"}, {"kind": "length"}, {"kind": "think"},
    {"kind": "long", "count": 60}, {"kind": "slow", "milliseconds": 2_000}, {"kind": "piece-delay", "milliseconds": 100},
]


class User(testbed.User):
    """A person of the soak: `asked` holds the whole answers of the model, by the place of their question."""

    def judge_posts(self, given_up):
        """Walks through what the user read; returns (lost, missing, doubled, sentences)."""
        lost = missing = doubled = position = 0
        for place in range(1, self.acknowledged + 1):
            while position < len(self.posts):
                end = self.end(position, place)
                if end is not None:
                    doubled += end[1]
                    position = self.behind_notes(end[0])
                    break
                if NOTICE.fullmatch(self.posts[position]):
                    position += 1
                elif position and self.posts[position] == self.posts[position - 1]:
                    doubled += 1
                    position += 1
                else:
                    end = None
                    break
            else:
                end = None
            if end is None and missing < given_up:
                missing += 1
                position = self.skip_begun(position, place)
            elif end is None:
                lost += 1
        while 0 < position < len(self.posts):
            is_notice = NOTICE.fullmatch(self.posts[position])
            if not is_notice and self.posts[position] != self.posts[position - 1]:
                break
            doubled += not is_notice
            position += 1
        rest = len(self.posts) - position
        problems = []
        if lost or rest:
            left = self.posts[position][:80] if rest else ""
            problems.append(f"user {self.number}: {lost} not answered in their place, {rest} posts too many: {left!r}")
        return lost, missing, doubled, problems

    def end(self, position, place):
        """The position behind the posts that answer a question, and how many of these are doubled; None where none does."""
        text, repeats, answer = "", 0, self.asked.get(place)
        for index in range(position, min(position + 20, len(self.posts))):
            if index > position and self.posts[index] == self.posts[index - 1]:
                repeats += 1
                continue
            text += self.posts[index] + "\n"
            if answer is None:
                if FAILURE.fullmatch(" ".join(text.split())):
                    return index + 1, repeats
            elif testbed.squeeze(NOTES.sub("", " ".join(text.split()))) == testbed.squeeze(answer):
                return index + 1, repeats
        return None

    def behind_notes(self, position):
        """The position behind a note that a halved post left on its own, in up to four pieces."""
        for end in range(position + 1, min(position + 4, len(self.posts)) + 1):
            if not NOTES.sub("", "\n".join(self.posts[position:end])).strip():
                return end
        return position

    def skip_begun(self, position, place):
        """The position behind the posts of an answer that was given up after some of them."""
        read, whole = "", testbed.squeeze(self.asked.get(place, ""))
        while position < len(self.posts) and whole.startswith(read + testbed.squeeze(self.posts[position])):
            read += testbed.squeeze(self.posts[position])
            position += 1
        return position


class Simulators(testbed.Simulators):
    """The simulators, and the plan of their faults."""

    planned = {"chat": 0, "model": 0, "doubling": 0}

    def judge(self, request):
        """Checks that the history in a request is the newest part of what was said; keeps a whole answer."""
        messages = [(message["role"], message["content"]) for message in request["body"]["messages"]]
        tag = re.match(r"u(\d+)m(\d+) ", messages[-1][1])
        if not tag:
            return self.violations.append(f"request {request['number']}: no question")
        user, place = self.users[int(tag[1])], int(tag[2])
        said = [
            pair for earlier, answer in sorted(user.asked.items()) if earlier < place
            for pair in (("user", user.written[earlier - 1]), ("assistant", answer))
        ]
        history = [message for message in messages[:-1] if message[0] != "system"]
        if messages[-1][1] != user.written[place - 1] or history != said[len(said) - len(history):] or len(history) % 2:
            self.violations.append(f"request {request['number']}: wrong history for {tag[0].strip()}")
        answer = self.whole_answer(request)
        if answer:
            user.asked[place] = answer
        else:
            user.asked.pop(place, None)

    @staticmethod
    def whole_answer(request):
        """The text of an answer that came to its end, without reasoning; None for anything else."""
        if request["status"] != 200 or "data: [DONE]" not in request["answer"]:
            return None
        try:
            chunks = [json.loads(line[6:]) for line in request["answer"].split("\n") if line.startswith("data: {")]
        except ValueError:
            return None
        text = "".join(choice["delta"].get("content", "") for chunk in chunks for choice in chunk["choices"])
        return re.sub(r"^<think>.*?</think>\s*", "", text, flags=re.S)

    def plan(self, name, fault):
        testbed.control(self.chat if name == "chat" else self.model, "faults", [fault])
        self.planned[name] += 1
        self.planned["doubling"] += name == "chat" and fault in MAY_DOUBLE

    def plan_faults(self, seconds):
        """Plans one fault after another: of the model one a second, of Synology Chat one in three."""
        chat, model = itertools.cycle(CHAT_FAULTS), itertools.cycle(MODEL_FAULTS)
        began = time.monotonic()
        for step in range(int(seconds)):
            time.sleep(max(0, began + step - time.monotonic()))
            self.plan("model", next(model))
            if step % 3 == 0:
                fault = next(chat)
                # The slow ones in one of three rounds, the first among them.
                if fault["kind"] not in SLOW_KINDS or step // 3 // len(CHAT_FAULTS) % 3 == 0:
                    self.plan("chat", fault)
        for port in (self.chat, self.model):
            testbed.call(port, "DELETE", "/simulator/faults")


def resident(process):
    """The bot's resident memory in KiB: all, and what of it is anonymous (heap, stacks) and of files (code, shared memory)."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    sizes = {name: int(size) for name, size in re.findall(r"^(VmRSS|Rss\w+):\s+(\d+) kB", status, re.M)}
    return sizes["VmRSS"], sizes["RssAnon"], sizes["RssFile"] + sizes["RssShmem"]


def told(memory):
    return "{} KiB resident ({} anonymous, {} of files)".format(*memory)


def write(bot, users, pace, stop, full):
    """One writer: each of its users in turn; what got no 200 is sent again before anything else of this user."""
    while not stop.is_set():
        for user in users:
            if stop.wait(pace):
                return
            if full.is_set():
                continue
            if user.acknowledged == len(user.written):
                user.next_text()
            if user.send(bot.port, user.acknowledged + 1):
                user.acknowledged += 1
                if user.random.random() < 0.02:  # a proxy that repeats a request: still one message
                    user.repeats += 1
                    user.send(bot.port, user.random.randint(1, user.acknowledged))


def run(bot, simulators, users, minutes):
    """Lets everybody write for so long; returns the memory after the first sixth and at the end."""
    stop, full = threading.Event(), threading.Event()
    threads = [
        threading.Thread(target=write, args=(bot, users[number::WRITERS], WRITERS / RATE, stop, full))
        for number in range(WRITERS)
    ] + [threading.Thread(target=simulators.plan_faults, args=(minutes * 60,))]
    for thread in threads:
        thread.start()
    began, sixth, minute = time.monotonic(), None, 0
    try:
        while (passed := time.monotonic() - began) < minutes * 60:
            if bot.process.poll() is not None:
                testbed.fail(f"the bot ended by itself ({bot.process.returncode}); see {bot.log.name}")
            simulators.fetch()
            backlog = bot.waiting()
            (full.set if backlog > BACKLOG else full.clear)()
            if sixth is None and passed >= minutes * 10:
                sixth = resident(bot.process)
                print(f"soak: after the first sixth: {told(sixth)}", flush=True)
            if passed >= minute * 60:
                sent = sum(user.acknowledged for user in users)
                print(
                    f"soak: minute {minute}: {told(resident(bot.process))}, {sent} messages, {backlog} waiting,"
                    f" {simulators.planned['chat'] + simulators.planned['model']} faults", flush=True
                )
                minute += 1
            time.sleep(1)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return sixth, resident(bot.process)


def judge(bot, simulators, users, code):
    """Everything that is wrong at the end, after a line of figures."""
    problems = list(simulators.violations)
    log = pathlib.Path(bot.log.name).read_text()
    given_up = [int(found) for found in re.findall(r"delivery\.given-up.*?\buser=(\d+)", log)]
    database = bot.database()
    if code != 0:
        problems.append(f"the bot ended with {code} after SIGTERM")
    if (left := bot.waiting()) != 0:
        problems.append(f"{left} messages and posts still wait")
    lost = missing = doubled = differences = 0
    for user in users:
        rows = database.execute("SELECT question, answer FROM turns WHERE user_id = ? ORDER BY id", (user.number,)).fetchall()
        if rows != [(user.written[place - 1], answer) for place, answer in sorted(user.asked.items())]:
            differences += 1
            problems.append(f"user {user.number}: the stored history is not what was said")
        found = user.judge_posts(given_up.count(user.number))
        lost, missing, doubled = lost + found[0], missing + found[1], doubled + found[2]
        problems += found[3]
    total, acknowledged = sum(len(user.written) for user in users), sum(user.acknowledged for user in users)
    if total != acknowledged:
        problems.append(f"{total - acknowledged} messages were never acknowledged")
    if doubled > simulators.planned["doubling"]:
        problems.append(f"{doubled} parts doubled by {simulators.planned['doubling']} faults that may double one")
    answered = sum(len(user.asked) for user in users)
    print(
        f"soak: {len(users)} users, {acknowledged} messages acknowledged, {sum(user.repeats for user in users)} repeated by a"
        f" proxy, {answered} answered by the model,"
        f" {acknowledged - answered} with its failure, {missing} of {len(given_up)} given up not read, {lost} lost or out of"
        f" order, {doubled} parts doubled, {differences} differences in history; faults: {simulators.planned['model']} of the"
        f" model, {simulators.planned['chat']} of Synology Chat"
    )
    return problems


def last_messages(bot, users):
    """What has no 200 is sent until it has."""
    for user in users:
        deadline = time.monotonic() + 60
        while user.acknowledged < len(user.written) and time.monotonic() < deadline:
            user.acknowledged += user.send(bot.port, user.acknowledged + 1)


def main():
    options = testbed.options("soak", ".build/release/synology-chatgpt", minutes=10.0, users=500)
    users = [User(number, options.seed) for number in range(1, options.users + 1)]
    folder = testbed.folder()
    simulators = Simulators(options.program, users)
    bot = testbed.Bot(options.program, folder, simulators, OPENAI_IDLE_TIMEOUT="5", OPENAI_TIMEOUT="30")
    try:
        bot.start()
        sixth, end = run(bot, simulators, users, options.minutes)
        last_messages(bot, users)
        problems = judge(bot, simulators, users, bot.finish(simulators, PATIENCE))
    finally:
        simulators.stop()
        bot.kill()
    change = (end[0] - sixth[0]) / sixth[0]
    print(f"soak: memory {told(sixth)} after the first sixth, {told(end)} at the end: {change:+.1%} (seed {options.seed})")
    if options.minutes < 6:
        print("soak: memory is not judged in less than 6 minutes")
    elif abs(change) > 0.1:
        problems.insert(0, "the memory at the end is not within 10 % of that after the first sixth")
    if problems:
        pathlib.Path(folder, "posts.json").write_text(json.dumps({user.number: user.posts for user in users}, indent=1))
    return testbed.report(problems, folder)


if __name__ == "__main__":
    sys.exit(main())

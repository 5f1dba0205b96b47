#!/usr/bin/env python3
"""Measures how much a model that never answers and a NAS that refuses every post delay the other users.

Neighbours ask at a steady rate. Taken are the milliseconds from a question's first byte to its answer on the screen of the
simulated Synology Chat (by the one clock of this machine), and from a command's first byte to its answer. First nobody is in
trouble, then other users of the same bot are:

- silent: the model never answers the questions that hold all places for its calls but one;
- 411: another NAS says "create post too fast" to every post;
- hang: another NAS answers no post.

Posts are not spaced here: the spacing holds back everybody's posts to one NAS alike (DLV-041).

Exit 1 when one of these adds 100 ms or more to the median or to the 99th percentile, or when an answer is missing. The longest
time is shown only: one hiccup of a busy machine is longer.
"""
import math, re, sys, threading, time, urllib.parse

import testbed

LIMIT = 100  # milliseconds
RATE = 40  # questions a second, all neighbours together
NEIGHBOURS = range(1, 21)
IN_TROUBLE = range(101, 164)  # one fewer than MAX_CONCURRENT
OTHER_TOKEN = "OtherTestbedToken0123456789"  # the owner's goes to the owner's NAS alone
NAS_FAULTS = {"411": {"kind": "code", "code": 411}, "hang": {"kind": "hang"}}


class Talk:
    """What is said to the bot."""

    def __init__(self, port):
        self.port = port
        self.messages = 0
        self.began = {}  # a question → milliseconds since 1970
        self.commands = []  # milliseconds until each was answered
        self.lock = threading.Lock()

    def say(self, user, text):
        with self.lock:
            self.messages += 1
            fields = {
                "token": testbed.TOKEN, "user_id": user, "username": f"user{user}", "post_id": self.messages,
                "timestamp": 1_738_829_459_265 + self.messages, "text": text,
            }
        self.began[text], began = time.time() * 1_000, time.monotonic()
        status, body = testbed.call(self.port, "POST", "/", urllib.parse.urlencode(fields))
        if status != 200:
            testbed.fail(f"the bot answered {status} to {text!r}")
        if text == "/model":
            self.commands.append((time.monotonic() - began) * 1_000)

    def ask(self, users, seconds, rate, name):
        """So many questions a second, and a command beside each fourth; returns the questions."""
        began, questions, threads = time.monotonic(), [], []
        for number in range(int(seconds * rate)):
            time.sleep(max(0, began + number / rate - time.monotonic()))
            user = users[number % len(users)]
            questions.append(f"{name} {number} .")
            texts = [questions[-1]] + (["/model"] if number % 4 == 0 else [])
            for text in texts:
                threads.append(threading.Thread(target=self.say, args=(user, text)))
                threads[-1].start()
        for thread in threads:
            thread.join()
        return questions


def answers(talk, chat, questions):
    """Milliseconds from each question to the post that answers it; waits 30 s for them, then they are infinite."""
    found, deadline = {}, time.monotonic() + 30
    while len(found) < len(questions) and time.monotonic() < deadline:
        for entry in testbed.control(chat, "entries"):
            said = re.search(r"You said: (.*)", entry["text"])
            if said and said[1] in questions:
                found.setdefault(said[1], entry["time"] - talk.began[said[1]])
        time.sleep(0.05)
    return list(found.values()) + [math.inf] * (len(questions) - len(found))


def begin(trouble, talk, simulators):
    """Gets the others into trouble; they stay in it."""
    if trouble == "silent":
        for user in IN_TROUBLE:
            talk.say(user, f"#hang {user}")
        return
    nas = simulators.start_chat(OTHER_TOKEN)
    testbed.control(nas, "faults", [NAS_FAULTS[trouble] | {"times": 1_000_000_000}])
    for user in IN_TROUBLE:
        talk.say(user, f"/newuser http://127.0.0.1:{nas} {OTHER_TOKEN}")
        for number in range(3):
            talk.say(user, f"{trouble} {user} {number} .")


def figures(values):
    """Median, 99th percentile and longest."""
    values = sorted(values)
    return [values[math.ceil(len(values) * share) - 1] for share in (0.5, 0.99, 1)]


def measure(trouble, options):
    """Prints the figures of one trouble; returns what is wrong."""
    users = [testbed.User(number, options.seed) for number in [*NEIGHBOURS, *IN_TROUBLE]]
    folder = testbed.folder()
    simulators = testbed.Simulators(options.program, users)
    bot = testbed.Bot(options.program, folder, simulators)
    taken, problems = [], []
    try:
        bot.start()
        talk = Talk(bot.port)
        for name in ("warm-up", "alone", trouble):
            if name == trouble:
                begin(trouble, talk, simulators)
            talk.commands = []
            questions = set(talk.ask(NEIGHBOURS, 0.5 if name == "warm-up" else options.seconds, RATE, name))
            taken.append({"answers": answers(talk, simulators.chat, questions), "commands": talk.commands})
            if lost := taken[-1]["answers"].count(math.inf):
                problems.append(f"{trouble}: {lost} questions without an answer")
        if bot.waiting() < len(IN_TROUBLE):
            problems.append(f"{trouble}: the others were not in trouble")
    finally:
        simulators.stop()
        bot.kill()
    for what in ("answers", "commands"):
        alone, disturbed = (figures(values[what]) for values in taken[1:])
        for label, values in (("alone", alone), (trouble, disturbed)):
            print(f"{trouble:8} {what:9} {label:9}" + "".join(f"{value:8.1f}" for value in values), flush=True)
        added = [later - earlier if later > earlier else 0 for earlier, later in zip(alone, disturbed)]
        print(f"{trouble:8} {what:9} {'added':9}" + "".join(f"{value:8.1f}" for value in added), flush=True)
        if max(added[:2]) >= LIMIT:
            problems.append(f"{trouble}: {what} came {max(added[:2]):.0f} ms later")
    return testbed.report(problems, folder)


def main():
    options = testbed.options("isolation", ".build/release/synology-chatgpt", seconds=25.0)
    print(f"{'trouble':8} {'what':9} {'':9}  p50 ms  p99 ms  max ms")
    return max([measure(trouble, options) for trouble in ("silent", "411", "hang")])


if __name__ == "__main__":
    sys.exit(main())

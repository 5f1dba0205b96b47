#!/usr/bin/env python3
"""Kills the bot again and again while many users write, and checks at the end what every user read.

Messages are sent as Synology Chat sends them; a message counts as acknowledged when its 200 has come, and is sent again with
the same post_id until then. The bot dies of SIGKILL: in one half of the rounds at a random moment, in the other at a counted
point before or after one of its commits and posts (FAULT_AT, which builds for tests know). Exit 1 when anything is lost, out
of order, or wrong in the history, when one kill doubled more than one part, or when a part was doubled without a kill.
"""
import collections, random, re, signal, subprocess, sys, threading, time

import testbed

KILL_WINDOW = (0.02, 0.4)  # seconds of traffic before the bot is killed
BACKLOG = 400  # unanswered messages beyond which users write less
PATIENCE = 60  # seconds without a post before the end
NOTE = re.compile(testbed.sentences("note"))  # below an answer, once for each user


def write(user, port, wishes, stop):
    """Sends what has no 200 yet, then new messages, until one gets no 200 or `stop` is set."""
    while not stop.is_set():
        if user.acknowledged == len(user.written):
            if wishes == 0:
                return
            wishes -= 1
            stop.wait(user.random.uniform(0, 0.05))
            user.next_text()
        if not user.send(port, user.acknowledged + 1):
            return
        user.acknowledged += 1
        if user.random.random() < 0.05:  # a proxy that repeats a request: still one message
            user.repeats += 1
            user.send(port, user.random.randint(max(1, user.acknowledged - 20), user.acknowledged))


def run_round(bot, users, chance, generator):
    """One life of the bot; returns whether a counted point ended it."""
    stop = threading.Event()
    fault = generator.randint(1, 60) if generator.random() < 0.5 else None
    listens = bot.start(fault)
    threads = []
    if listens:
        wishes = [1 if generator.random() < chance else 0 for _ in users]
        threads = [threading.Thread(target=write, args=(user, bot.port, wish, stop)) for user, wish in zip(users, wishes)]
        for thread in threads:
            thread.start()
        try:
            bot.process.wait(timeout=generator.uniform(*KILL_WINDOW) if fault is None else 1)
        except subprocess.TimeoutExpired:
            pass
    hit = bot.process.poll() is not None
    if hit and (fault is None or bot.process.returncode != -signal.SIGKILL):
        testbed.fail(f"the bot ended by itself ({bot.process.returncode}); see {bot.log.name}")
    bot.kill()
    stop.set()
    for thread in threads:
        thread.join()
    return hit


def last_life(bot, simulators, users):
    """What has no 200 is sent until it has, then everything is answered, then SIGTERM; returns the exit status."""
    bot.start()
    for user in users:
        deadline = time.monotonic() + 60
        while user.acknowledged < len(user.written) and time.monotonic() < deadline:
            write(user, bot.port, 0, threading.Event())
    return bot.finish(simulators, PATIENCE)


def judge_user(user, stored):
    """What is wrong for one user: (lost, out of order, lives of the bot whose posts came again, sentences)."""
    problems = []
    once = [post for place, post in enumerate(user.posts) if place == 0 or post != user.posts[place - 1]]
    again = [
        (user.fetches[place - 1], user.fetches[place])
        for place in range(1, len(user.posts)) if user.posts[place] == user.posts[place - 1]
    ]
    places = [int(tag[1]) for tag in (re.search(rf"u{user.number}m(\d+) ", post + " ") for post in once) if tag]
    seen = set(places)
    lost = sum(place not in seen for place in range(1, user.acknowledged + 1))
    disorder = sum(later < earlier for earlier, later in zip(places, places[1:]))
    read = testbed.squeeze("".join(NOTE.sub("", post) for post in once))
    if read != testbed.squeeze("".join(user.asked.get(place, "?") for place in range(1, len(user.written) + 1))):
        problems.append(f"user {user.number}: the posts are not the answers, each once")
    if stored != [(text, user.asked.get(place)) for place, text in enumerate(user.written, 1)]:
        problems.append(f"user {user.number}: the stored history is not what was said")
    return lost, disorder, again, problems


def judge_doubled(again, kills):
    """Blames each doubled part on the kill that ended the life of its earlier post; returns (the parts by kill, sentences).

    The posts of a life are fetched between its kill and the next start, so the number of the fetch is that of the life.
    """
    blamed = collections.Counter(earlier for earlier, _ in again)
    problems = [f"kill {kill + 1} doubled {count} parts" for kill, count in sorted(blamed.items()) if count > 1]
    problems += [
        f"a part was doubled without a kill, in life {earlier + 1}"
        for earlier, later in again if later == earlier or earlier >= kills
    ]
    return blamed, problems


def judge_database(bot, total):
    """What is wrong in the database at the end."""
    database = bot.database()
    problems = []
    if (check := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
        problems.append(f"the database is damaged: {check}")
    left = database.execute(
        "SELECT (SELECT count(*) FROM inbox WHERE is_done = 0), (SELECT count(*) FROM outbox),"
        " (SELECT count(*) FROM conversations WHERE undelivered IS NOT NULL), (SELECT sum(answers) FROM usage)"
    ).fetchone()
    if left != (0, 0, 0, total):
        problems.append(f"unanswered, unposted, given up, charged: {left}, not (0, 0, 0, {total})")
    return problems


def main():
    options = testbed.options("crash-test", ".build/debug/synology-chatgpt", rounds=20, users=40)
    generator = random.Random(options.seed)
    users = [testbed.User(number, options.seed) for number in range(1, options.users + 1)]
    folder = testbed.folder()
    simulators = testbed.Simulators(options.program, users)
    bot = testbed.Bot(options.program, folder, simulators)
    counted = posts = lost = disorder = 0
    began, again = time.monotonic(), []
    try:
        for _ in range(options.rounds):
            backlog = sum(user.acknowledged for user in users) - posts
            counted += run_round(bot, users, 0.1 if backlog > BACKLOG else 1, generator)
            posts = simulators.fetch()
        code = last_life(bot, simulators, users)
        total = sum(len(user.written) for user in users)
        problems = simulators.violations + judge_database(bot, total)
        if code != 0:
            problems.append(f"the bot ended with {code} after SIGTERM")
        database = bot.database()
        for user in users:
            rows = database.execute("SELECT question, answer FROM turns WHERE user_id = ? ORDER BY id", (user.number,))
            found = judge_user(user, rows.fetchall())
            lost, disorder, again = lost + found[0], disorder + found[1], again + found[2]
            problems += found[3]
    finally:
        simulators.stop()
        bot.kill()
    blamed, doubled = judge_doubled(again, options.rounds)
    acknowledged = sum(user.acknowledged for user in users)
    print(
        f"crash test of the program: {options.rounds} kills ({counted} at counted points), {total} messages of"
        f" {len(users)} users, {acknowledged} acknowledged, {sum(user.repeats for user in users)} repeated by a proxy,"
        f" {lost} lost, {disorder} out of order, {len(again)} parts doubled (by one kill: {max(blamed.values(), default=0)} at"
        f" most, {len(again) / options.rounds:.2f} on average), {time.monotonic() - began:.0f} s (seed {options.seed})"
    )
    if lost or disorder or acknowledged != total:
        problems.insert(0, "something was lost, out of order, or never acknowledged")
    return testbed.report(doubled + problems, folder)


if __name__ == "__main__":
    sys.exit(main())

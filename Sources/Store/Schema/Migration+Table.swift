extension Migration {
    /// Every migration, in order.
    static let all = [
        Migration(
            name: "0001-first",
            sql: """
                CREATE TABLE users (
                    id INTEGER PRIMARY KEY,
                    name TEXT NOT NULL,
                    language TEXT,
                    api_key TEXT,
                    bot_token TEXT,
                    base_url TEXT,
                    save_directory TEXT,
                    model TEXT,
                    system_prompt TEXT
                ) STRICT;

                -- A user's conversation: one each. first_turn is the oldest turn still sent to the model.
                CREATE TABLE conversations (
                    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
                    first_turn INTEGER NOT NULL DEFAULT 0,
                    told_trimming INTEGER NOT NULL DEFAULT 0,
                    last_question TEXT,
                    last_answered INTEGER NOT NULL DEFAULT 0,
                    reported_prompt INTEGER,
                    reported_completion INTEGER,
                    reported_total INTEGER,
                    reported_counted INTEGER,
                    undelivered TEXT
                ) STRICT;

                CREATE TABLE turns (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    question TEXT NOT NULL,
                    answer TEXT NOT NULL,
                    encoding TEXT NOT NULL,
                    question_tokens INTEGER NOT NULL,
                    answer_tokens INTEGER NOT NULL,
                    answered_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX turns_user ON turns (user_id, id);

                CREATE TABLE usage (
                    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    day TEXT NOT NULL,
                    model TEXT NOT NULL,
                    answers INTEGER NOT NULL,
                    prompt INTEGER NOT NULL,
                    completion INTEGER NOT NULL,
                    is_estimate INTEGER NOT NULL,
                    PRIMARY KEY (user_id, day, model)
                ) STRICT, WITHOUT ROWID;

                -- A message from its 200 to its answer; afterwards, without its text, the mark by which a duplicate is known.
                CREATE TABLE inbox (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    mark TEXT UNIQUE,
                    text TEXT NOT NULL,
                    is_retry INTEGER NOT NULL DEFAULT 0,
                    is_done INTEGER NOT NULL DEFAULT 0,
                    received_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX inbox_waiting ON inbox (user_id, id) WHERE is_done = 0;
                CREATE INDEX inbox_done ON inbox (received_at) WHERE is_done = 1;

                -- state: 0 pending, 1 its POST is under way, 2 the outcome of a POST is not known.
                CREATE TABLE outbox (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                    message_id INTEGER NOT NULL,
                    text TEXT NOT NULL,
                    state INTEGER NOT NULL DEFAULT 0,
                    failures INTEGER NOT NULL DEFAULT 0,
                    unknowns INTEGER NOT NULL DEFAULT 0,
                    waited INTEGER NOT NULL DEFAULT 0,
                    next_attempt_at INTEGER NOT NULL DEFAULT 0
                ) STRICT;
                CREATE INDEX outbox_user ON outbox (user_id, id);

                CREATE TABLE pins (
                    command TEXT PRIMARY KEY,
                    token TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- One row, rewritten to find out whether the disk is back.
                CREATE TABLE probe (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    count INTEGER NOT NULL
                ) STRICT;
                """
        ),
        // What commands sum lies in the index, so that the texts of a long history are not read for it.
        Migration(
            name: "0002-turn-counts",
            sql: """
                CREATE INDEX turns_counts ON turns (user_id, id, encoding, question_tokens, answer_tokens);
                DROP INDEX turns_user;
                """
        ),
        // How often /retry came while the question was open.
        Migration(
            name: "0003-retries",
            sql: "ALTER TABLE inbox ADD COLUMN retries INTEGER NOT NULL DEFAULT 0"
        ),
        // Models whose prompt tokens a server has reported as they were counted here.
        Migration(
            name: "0004-confirmed-counts",
            sql: """
                CREATE TABLE confirmed_counts (
                    server TEXT NOT NULL,
                    model TEXT NOT NULL,
                    PRIMARY KEY (server, model)
                ) STRICT, WITHOUT ROWID;
                """
        ),
        // Marks hold nothing of a text from now on (DLV-062).
        Migration(
            name: "0005-keyed-marks",
            sql: """
                CREATE TABLE mark_key (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    first INTEGER NOT NULL,
                    last INTEGER NOT NULL
                ) STRICT;
                """,
            work: MarkKey.introduce
        ),
        // Pages that were given up before secure_delete was on may hold keys (DLV-063).
        Migration(name: "0006-vacuum", isVacuum: true),
    ]
}

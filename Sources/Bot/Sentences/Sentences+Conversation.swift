extension Sentences {
    /// `2 turns (4 messages)`.
    func turns(_ exchanges: Int) -> String {
        pick(
            "\(exchanges) 轮对话（\(exchanges * 2) 条消息）",
            "\(plural(exchanges, "turn")) (\(exchanges * 2) messages)"
        )
    }

    /// The conversation is forgotten.
    func cleared(_ conversation: ConversationSummary) -> String {
        var text = pick(
            "已清空 \(turns(conversation.exchanges))，共 \(tokens(conversation.tokens, isEstimate: conversation.isEstimate)) token。聊天记录还在 Synology Chat 里。",
            "Cleared \(turns(conversation.exchanges)), \(tokens(conversation.tokens, isEstimate: conversation.isEstimate)) tokens. The chat itself stays in Synology Chat."
        )
        if conversation.isAnswering { text += pick("\n正在写的回答已停止。", "\nThe answer being written was stopped.") }
        return text
    }

    /// There was nothing to forget.
    var nothingToClear: String {
        pick(
            "对话本来就是空的（0 轮，0 token）。可以直接提问。",
            "The conversation was empty already (0 turns, 0 tokens). Ask me anything."
        )
    }

    /// An empty conversation whose first answer was being written.
    var clearedUnderWay: String {
        pick(
            "正在写的回答已停止，对话已清空（0 轮，0 token）。",
            "The answer being written was stopped; the conversation is empty (0 turns, 0 tokens)."
        )
    }

    /// The last question is asked again.
    var retrying: String { pick("正在重试，新的回答稍后送到。", "Trying again; the new answer will follow.") }

    /// There is no last question.
    var nothingToRetry: String {
        pick("没有可以重试的问题。请先发一条消息提问。", "There is nothing to retry. Send me a question first.")
    }

    /// The answer is given up.
    var stopped: String {
        pick(
            "已停止。要重新回答请输入 /retry，或直接问下一个问题。",
            "Stopped. Type /retry to have it answered again, or ask the next question."
        )
    }

    /// No answer is being written.
    var nothingToStop: String { pick("现在没有正在写的回答。", "No answer is being written.") }

    /// How many questions wait.
    func waiting(_ number: Int) -> String {
        pick("还有 \(number) 个问题在排队。", "\(plural(number, "question")) still waiting.")
    }

    /// `/totaltoken`.
    func totalTokens(_ conversation: ConversationSummary, _ limits: WindowLimits) -> String {
        let used = conversation.promptTokens
        let window = limits.window
        func shown(_ number: Int) -> String { tokens(number, isEstimate: conversation.isEstimate) }
        let turns = conversation.exchangesInWindow
        var lines = [
            pick("\(shown(used)) / \(window) token", "\(shown(used)) / \(window) tokens"),
            pick("系统提示：\(shown(conversation.systemTokens))", "System prompt: \(shown(conversation.systemTokens))"),
            pick(
                "对话历史：\(shown(conversation.tokensInWindow))（\(turns) 轮）",
                "History: \(shown(conversation.tokensInWindow)) (\(plural(turns, "turn")))"
            ),
            pick(
                "剩余：\(shown(max(0, window - used)))（提问和回答合用，其中 \(limits.reserve) 留给回答）",
                "Room left: \(shown(max(0, window - used))) for question and reply (\(limits.reserve) kept for the reply)"
            ),
            pick("编码：\(conversation.encoding)", "Encoding: \(conversation.encoding)")
                + (conversation.isEstimate ? pick("（此模型按此估算）", " (an estimate for this model)") : ""),
        ]
        let outside = conversation.exchanges - conversation.exchangesInWindow
        if outside > 0 {
            lines.append(pick("最早的 \(outside) 轮已不再发送。", "No longer sent: the oldest \(plural(outside, "turn"))."))
        }
        if let reported = conversation.lastReported { lines.append(report(reported, conversation.isEstimate)) }
        return lines.joined(separator: "\n")
    }

    private func report(_ usage: ReportedUsage, _ isEstimate: Bool) -> String {
        let difference = usage.prompt - usage.counted
        let signed = difference > 0 ? "+\(difference)" : "\(difference)"
        let counted = tokens(usage.counted, isEstimate: isEstimate)
        return pick(
            "上次接口报告：提问 \(usage.prompt)，回答 \(usage.completion)，合计 \(usage.total)；本机计算提问 \(counted)，相差 \(signed)",
            "Last reported by the API: prompt \(usage.prompt), completion \(usage.completion), total \(usage.total); counted here: prompt \(counted), difference \(signed)"
        )
    }

    /// `/usage`.
    func usage(_ usage: UsageSummary) -> String {
        guard !usage.days.isEmpty || !usage.months.isEmpty else {
            return pick("还没有用过 token。直接发消息提问吧。", "No tokens used yet. Send me a question.")
        }
        let days = [pick("按天：", "By day:")] + usage.days.prefix(7).map(period)
        let months = [pick("按月：", "By month:")] + usage.months.prefix(6).map(period)
        return (days + months).joined(separator: "\n")
    }

    private func period(_ period: UsageSummary.Period) -> String {
        let total = tokens(period.prompt + period.completion, isEstimate: period.isEstimate)
        return pick(
            "\(period.label)  \(total) token（提问 \(period.prompt)，回答 \(period.completion)，\(period.answers) 次）",
            "\(period.label)  \(total) tokens (prompt \(period.prompt), completion \(period.completion), \(plural(period.answers, "answer")))"
        )
    }
}

extension Sentences {
    /// A question alone does not fit the window.
    func messageTooLong(tokens: Int, limit: Int) -> String {
        pick(
            "这条消息太长：\(tokens) token，最多 \(limit)。请缩短或分几条发送；之前的对话没有受影响。",
            "This message is too long: \(tokens) tokens, \(limit) at most. Shorten it or send it in pieces; the conversation is untouched."
        )
    }

    /// Twenty seconds have passed.
    public var stillWorking: String {
        pick("还在写，请稍等。不想等了可以输入 /stop。", "Still working on it. Type /stop if you do not want to wait.")
    }

    /// The answer ended at the largest length.
    var cutByLength: String {
        pick(
            "（回答太长，到这里被截断。发送“继续”可以接着写。）",
            "(The answer was cut at its largest length. Send \"go on\" to have the rest.)"
        )
    }

    /// The server cut the answer for its content.
    var cutByFilter: String {
        pick("（后面的内容被服务器过滤了。可以换个说法再问。）", "(The server filtered the rest. Try asking in other words.)")
    }

    /// The window has moved.
    func trimmed(exchanges: Int) -> String {
        pick(
            "（对话较长，最早的 \(exchanges) 轮已不再发送给模型，以后也会自动省略旧内容。输入 /clear 可以重新开始。）",
            "(The conversation is long: the oldest \(plural(exchanges, "turn")) will not be sent to the model any more, and older ones go as it grows. Type /clear to start again.)"
        )
    }

    /// Why a question got no answer, and what to do.
    func failure(_ failure: TurnFailure) -> String {
        switch failure {
        case .wrongKey:
            pick(
                "API 密钥不对，服务器拒绝了。请输入 /setapikey 加正确的密钥，然后输入 /retry。",
                "The server refused the API key. Type /setapikey and the right key, then /retry."
            )
        case .noCredit:
            pick(
                "API 账户没有余额或已到限额。请充值，或用 /setapikey 换一个密钥，然后输入 /retry。",
                "The API account has no credit left. Top it up or set another key with /setapikey, then type /retry."
            )
        case .forbidden:
            pick(
                "服务器不允许这个账户或地区使用。请告诉管理员，或用 /setapikey 换一个密钥。",
                "The server does not allow this account or region. Tell the bot's owner, or set another key with /setapikey."
            )
        case .rateLimited(let seconds):
            rateLimited(seconds)
        case .modelUnknown(let name):
            pick(
                "服务器没有模型 \(name)。请输入 /model 加别的模型名，例如 /model gpt-4o-mini，然后输入 /retry。",
                "The server has no model \(name). Type /model and another name, as in /model gpt-4o-mini, then /retry."
            )
        case .noEndpoint:
            pick(
                "模型服务器的地址不对（找不到接口）。请管理员检查 OPENAI_API_BASE。",
                "There is no chat endpoint at the model server's address. The bot's owner should check OPENAI_API_BASE."
            )
        case .unreachable:
            pick(
                "连不上模型服务器。请检查 NAS 的网络，过一会儿输入 /retry。",
                "The model server cannot be reached. Check the network of the NAS, and type /retry in a while."
            )
        case .timedOut:
            pick("模型服务器太久没有回应。请输入 /retry 再试一次。", "The model server took too long. Type /retry to try again.")
        case .contentRefused:
            pick("服务器拒绝回答这个内容。请换个说法再问。", "The server refuses this content. Try asking in other words.")
        case .tooLongForServer:
            pick(
                "服务器说内容太长。请输入 /clear 重新开始，或缩短消息。",
                "The server finds this too long. Type /clear to start again, or shorten the message."
            )
        case .emptyAnswer:
            pick("模型没有写出任何内容。请输入 /retry 再试一次。", "The model wrote nothing. Type /retry to try again.")
        case .brokenOff:
            pick("回答中途断了。请输入 /retry 再试一次。", "The answer broke off. Type /retry to try again.")
        case .overloaded:
            pick("模型服务器太忙。请过一会儿输入 /retry。", "The model server is too busy. Type /retry in a while.")
        case .serverFault:
            pick("模型服务器出错了。请过一会儿输入 /retry。", "The model server failed. Type /retry in a while.")
        case .requestRefused:
            pick(
                "模型服务器不接受这个请求，原因在机器人的日志里。可以用 /model 换一个模型再试。",
                "The model server refused the request; the bot's log has the reason. Another model may do: type /model and its name."
            )
        }
    }

    private func rateLimited(_ seconds: Int?) -> String {
        guard let seconds, seconds > 0 else {
            return pick("提问太频繁，服务器要求稍等。请过一分钟输入 /retry。", "Too many requests. Wait a minute, then type /retry.")
        }
        return pick(
            "提问太频繁，服务器要求等 \(seconds) 秒。请 \(seconds) 秒后输入 /retry。",
            "Too many requests. Wait \(plural(seconds, "second")), then type /retry."
        )
    }

    /// Why an answer could not be delivered: told before the answer to the next command.
    func undelivered(_ failure: DeliveryFailure) -> String {
        switch failure {
        case .token:
            pick(
                "上次的回答没能送到：机器人令牌不对，或机器人被停用。请输入 /setbotkey 加令牌。",
                "The last answer could not be delivered: the bot's token is wrong, or the bot is off. Type /setbotkey and the token."
            )
        case .user:
            pick(
                "上次的回答没能送到：NAS 不认识您的用户 ID。请管理员让机器人对您可见。",
                "The last answer could not be delivered: the NAS does not know your user id. The owner should make the bot visible to you."
            )
        case .target, .refused, .tooLong:
            pick(
                "上次的回答没能送到：NAS 拒绝了它，原因在机器人的日志里。可以输入 /retry 再试。",
                "The last answer could not be delivered: the NAS refused it, and the bot's log has the reason. Type /retry to try again."
            )
        case .notChat:
            pick(
                "上次的回答没能送到：这个地址上没有 Synology Chat。请输入 /setbaseurl 加正确的 NAS 地址。",
                "The last answer could not be delivered: there is no Synology Chat at that URL. Type /setbaseurl and the right one."
            )
        case .unreachable, .unconfirmed:
            pick(
                "上次的回答没能送到：连不上 NAS。请检查地址：/setbaseurl http://192.168.1.2:5000",
                "The last answer could not be delivered: the NAS cannot be reached. Check its URL: /setbaseurl http://192.168.1.2:5000"
            )
        case .tooFast:
            pick(
                "上次的回答没能送到：NAS 一直说发送太快。请过一会儿输入 /retry。",
                "The last answer could not be delivered: the NAS kept saying that posts come too fast. Type /retry in a while."
            )
        }
    }
}

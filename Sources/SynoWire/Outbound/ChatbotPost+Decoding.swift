import Wire

extension ChatbotPost {
    /// Decodes the body of a post, as a Synology Chat server does; needed by servers and simulators.
    ///
    /// - Throws: ``SynoError``; a missing or malformed `payload` is what a server answers with 120.
    public static func decode(_ body: [UInt8]) throws(SynoError) -> ChatbotPost {
        let fields = try SynoFields(SynoPost(body: body), known: ["payload"])
        var payload = try SynoPayload(try fields.filled("payload", "SYN-090"), in: body)
        return ChatbotPost(
            text: try payload.optionalString("text", of: payload.root, "SYN-093"),
            fileURL: try payload.optionalString("file_url", of: payload.root, "SYN-094"),
            attachments: try payload.attachments(),
            userIDs: try payload.userIDs()
        )
    }
}

extension SynoPayload {
    /// The member `user_ids`: JSON integers, none when it is absent.
    ///
    /// SYN-095.
    fileprivate func userIDs() throws(SynoError) -> [Int64] {
        guard let member = root["user_ids"] else { return [] }
        guard case .array(let values) = member else { throw bad("user_ids", "SYN-095", "an array of integers") }
        var identifiers: [Int64] = []
        for value in values {
            guard case .number(let number) = value, let identifier = DecimalNumber.parse(number.text, from: 1) else {
                throw bad("user_ids", "SYN-095", "an array of integers")
            }
            identifiers.append(identifier)
        }
        return identifiers
    }

    /// The member `attachments`, none when it is absent.
    ///
    /// SYN-100.
    fileprivate mutating func attachments() throws(SynoError) -> [ChatbotAttachment] {
        guard let member = root["attachments"] else { return [] }
        guard case .array(let values) = member else { throw bad("attachments", "SYN-100", "an array of objects") }
        var attachments: [ChatbotAttachment] = []
        for value in values {
            guard case .object(let object) = value else { throw bad("attachments", "SYN-100", "an array of objects") }
            let actions = try actions(of: object)
            let callbackID = try optionalString("callback_id", of: object, "SYN-100")
            guard actions.isEmpty || callbackID != nil else {
                throw bad("callback_id", "SYN-100", "there, although the attachment has actions")
            }
            attachments.append(
                ChatbotAttachment(
                    callbackID: callbackID ?? "",
                    text: try optionalString("text", of: object, "SYN-100") ?? "",
                    actions: actions
                )
            )
        }
        return attachments
    }

    private mutating func actions(of attachment: JSONObject) throws(SynoError) -> [ChatbotButton] {
        guard let member = attachment["actions"] else { return [] }
        guard case .array(let values) = member else { throw bad("actions", "SYN-101", "an array of objects") }
        var buttons: [ChatbotButton] = []
        for value in values {
            guard case .object(let object) = value else { throw bad("actions", "SYN-101", "an array of objects") }
            let button = try button(object, "SYN-101")
            if button.style == nil, object["style"] != nil { throw bad("style", "SYN-102", "a known colour") }
            buttons.append(button)
        }
        return buttons
    }
}

import Wire

extension APIError {
    /// What can be found of an error, wherever a server hides it (OAI-042).
    struct Details {
        var message = ""
        var code = ""
        var type = ""
        /// The code that Azure gives beside its own, of what filtered the text.
        var innerCode = ""
        /// The message, and what else names the parameter at fault.
        var subject = ""
        var isHTML = false
        /// The object in which the server told its error.
        var error: JSONValue?

        init(_ json: JSONValue?, text: String) {
            guard let json, json.object != nil else {
                isHTML = LenientJSON.firstByte(text.utf8) == UInt8(ascii: "<")
                message = isHTML ? "the answer is a web page" : text
                subject = message
                return
            }
            let error = json["error"] ?? .null
            self.error = error.object == nil ? json : error
            code = Self.word(error["code"], json["code"])
            type = Self.word(error["type"], json["type"])
            let inner = error["innererror"]
            innerCode = inner?["content_filter_result"]?.object == nil ? Self.word(inner?["code"]) : "content_filter"
            message = Self.message(json, error)
            let list = json["detail"]?.array ?? json["message"]?["detail"]?.array ?? []
            let places = list.map { $0["loc"]?.array?.map { Self.word($0) }.joined(separator: ".") ?? "" }
            subject = ([message, Self.word(error["param"], json["param"])] + places).joined(separator: " ")
        }

        /// Whether an object that has no choices tells an error (OAI-023).
        var tellsError: Bool { !message.isEmpty || type == "error" }

        private static func message(_ json: JSONValue, _ error: JSONValue) -> String {
            let places = [
                error["message"], error.string.map(JSONValue.string), json["message"], json["msg"], json["err"],
                json["error_msg"], json["header"]?["message"], json["response"]?["error"]?["message"], json["detail"],
                json["errors"]?[0]?["message"], json["message"]?["detail"],
            ]
            return places.lazy.map { word($0) }.first { !$0.isEmpty } ?? ""
        }

        /// The first that is not empty.
        private static func word(_ first: JSONValue?, _ second: JSONValue?) -> String {
            let text = word(first)
            return text.isEmpty ? word(second) : text
        }

        /// A string, a number, or a list of strings or of FastAPI's `{loc,msg,type}`.
        private static func word(_ json: JSONValue?) -> String {
            if let text = json?.string { return text }
            if let number = json?.number { return number.text }
            return (json?.array ?? []).map { word($0.string == nil ? $0["msg"] : $0) }.joined(separator: " ")
        }
    }
}

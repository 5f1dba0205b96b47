internal import Wire

extension APIError {
    /// What can be found of an error, wherever a server hides it (OAI-042).
    struct Details {
        var message = ""
        var code = ""
        var type = ""
        var isHTML = false
        /// The object in which the server told its error.
        var error: JSONValue?

        init(_ json: JSONValue?, text: String) {
            guard let json, json.object != nil else {
                isHTML = text.drop { $0.isWhitespace }.hasPrefix("<")
                message = isHTML ? "the answer is a web page" : text
                return
            }
            let error = json["error"] ?? .null
            self.error = error.object == nil ? json : error
            code = Self.word(error["code"] ?? json["code"])
            type = Self.word(error["type"] ?? json["type"])
            let inner = Self.word(error["innererror"]?["code"])
            if !inner.isEmpty, code.isEmpty { code = inner }
            message = Self.message(json, error)
        }

        private static func message(_ json: JSONValue, _ error: JSONValue) -> String {
            let places = [
                error["message"], error.string.map(JSONValue.string), json["message"], json["msg"], json["err"],
                json["error_msg"], json["header"]?["message"], json["response"]?["error"]?["message"], json["detail"],
                json["errors"]?[0]?["message"],
            ]
            for place in places {
                let text = word(place)
                if !text.isEmpty { return text }
            }
            return ""
        }

        /// A string, a number, or a list of strings or of FastAPI's `{loc,msg,type}`.
        private static func word(_ json: JSONValue?) -> String {
            if let text = json?.string { return text }
            if let number = json?.number { return number.text }
            return (json?.array ?? []).map { word($0.string == nil ? $0["msg"] : $0) }.joined(separator: " ")
        }
    }
}

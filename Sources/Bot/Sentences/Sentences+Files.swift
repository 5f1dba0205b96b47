extension Sentences {
    /// The directory is set.
    func saveDirectorySet(_ path: String) -> String {
        pick(
            "保存目录已设置：\(path)\n输入 /savenow 就能保存对话。",
            "The directory is set: \(path)\nType /savenow to save the conversation."
        )
    }

    /// The directory in use.
    func saveDirectoryIs(_ path: String) -> String {
        pick("保存目录：\(path)", "The directory is: \(path)")
    }

    /// No directory is set.
    func noSaveDirectory(roots: [String]) -> String {
        let example = roots.first.map { "\($0)" } ?? CommandTable.entry(.setsavedir).example
        return pick(
            "还没有设置保存目录。请输入：/setsavedir \(example)",
            "No directory is set. Type: /setsavedir \(example)"
        )
    }

    /// A path that is not absolute.
    func notAbsolute(roots: [String]) -> String {
        let example = roots.first ?? CommandTable.entry(.setsavedir).example
        return pick(
            "目录没有设置：路径要以 / 开头，中间不能有 ..。请这样输入：/setsavedir \(example)",
            "The directory was not set: the path must begin with / and hold no .. in it. Type it like this: /setsavedir \(example)"
        )
    }

    /// A directory or file that cannot be used.
    func fileFault(_ fault: FileFault, path: String, roots: [String]) -> String {
        let allowed = roots.joined(separator: pick("、", ", "))
        return switch fault {
        case .missing:
            pick(
                "没有这个目录：\(path)。请先建好它，或换一个：/setsavedir \(roots.first ?? path)",
                "There is no such directory: \(path). Create it first, or choose another: /setsavedir \(roots.first ?? path)"
            )
        case .notDirectory:
            pick(
                "\(path) 不是目录。请换一个：/setsavedir \(roots.first ?? path)",
                "\(path) is not a directory. Choose another: /setsavedir \(roots.first ?? path)"
            )
        case .outsideRoots:
            pick("不能用这个目录：\(path)。只能用这里面的：\(allowed)", "\(path) is not allowed. Choose a directory beneath: \(allowed)")
        case .notWritable:
            pick(
                "机器人没有权限写入 \(path)。请在 NAS 上给它写权限，或换一个：/setsavedir \(roots.first ?? path)",
                "The bot may not write to \(path). Give it permission on the NAS, or choose another: /setsavedir \(roots.first ?? path)"
            )
        case .full:
            pick("NAS 的空间已满，没有保存。请先腾出空间。", "The disk of the NAS is full; nothing was saved. Free some room first.")
        case .taken:
            pick("同名的文件太多了。请换一个名字：/saveas meeting", "Too many files of that name. Choose another: /saveas meeting")
        case .other:
            pick("没有保存成功：\(path)。详细原因在机器人的日志里。", "Nothing was saved: \(path). The bot's log has the reason.")
        }
    }

    /// The conversation was written to a file.
    func saved(path: String, exchanges: Int) -> String {
        pick("已保存 \(turns(exchanges))：\(path)", "Saved \(turns(exchanges)): \(path)")
    }

    /// There is no conversation.
    var nothingToSave: String {
        pick("对话是空的，没有可保存的内容。请先提问。", "The conversation is empty; there is nothing to save. Ask me something first.")
    }

    /// A text that cannot be a file's name.
    func badName(_ fault: TranscriptName.Fault) -> String {
        let reason =
            switch fault {
            case .empty: pick("名字是空的", "it is empty")
            case .separator: pick("名字里不能有 / 或 \\", "it must not hold / or \\")
            case .leadingDot: pick("名字不能以点开头", "it must not begin with a dot")
            case .control: pick("名字里有看不见的控制字符", "it holds a control character")
            case .length:
                pick(
                    "名字太长（最多 \(TranscriptName.maximumLength) 字节）",
                    "it is too long (\(TranscriptName.maximumLength) bytes at most)"
                )
            }
        return pick(
            "不能用这个文件名：\(reason)。请这样输入：/saveas meeting",
            "That name cannot be used: \(reason). Type it like this: /saveas meeting"
        )
    }
}

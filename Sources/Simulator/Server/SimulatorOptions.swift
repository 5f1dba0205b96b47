import Dispatch

/// Why options cannot be used.
package struct SimulatorUsageError: Error, Equatable, CustomStringConvertible {
    /// One sentence: the option, and what is wrong.
    package let description: String
}

/// What the simulators' command lines have in common: options with a value each.
enum SimulatorOptions {
    /// Calls `apply` for each option with its value; it returns false where the option does not exist, and throws or
    /// returns `nil` where the value cannot be used.
    static func read(_ arguments: [String], apply: (String, String) -> Bool?) throws(SimulatorUsageError) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else {
                throw SimulatorUsageError(description: "\(option) needs a value.")
            }
            switch apply(option, value) {
            case true?: continue
            case false?: throw SimulatorUsageError(description: "\(option) is not an option; see --help.")
            case nil: throw SimulatorUsageError(description: "\(option) cannot be \(value); see --help.")
            }
        }
    }

    /// Runs a simulator until the process ends.
    ///
    /// - Parameters:
    ///   - arguments: the options.
    ///   - help: what `--help` prints.
    ///   - print: takes the lines of output.
    ///   - start: reads the options and gives the server with its address.
    /// - Returns: 0 for `--help`, else never.
    /// - Throws: what `start` throws.
    static func run<Server>(
        _ arguments: [String],
        help: String,
        print: (String) -> Void,
        start: () throws -> (Server, address: String)
    ) throws -> Int32 {
        if arguments.contains("--help") {
            print(help)
            return 0
        }
        let (server, address) = try start()
        print("listening on \(address)")
        withExtendedLifetime(server) { DispatchSemaphore(value: 0).wait() }
        return 0
    }
}

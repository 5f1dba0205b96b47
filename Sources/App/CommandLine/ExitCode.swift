/// The exit codes of the program; those above 1 are of `sysexits.h`.
package enum ExitCode {
    /// Done.
    package static let success: Int32 = 0
    /// Not done, or the answer is no.
    package static let failure: Int32 = 1
    /// The command line was not understood (`EX_USAGE`).
    package static let usage: Int32 = 64
    /// The input was not what it should be (`EX_DATAERR`).
    package static let data: Int32 = 65
    /// The configuration is wrong (`EX_CONFIG`).
    package static let configuration: Int32 = 78
}

/// The length of a message as Synology Chat is taken to count it.
///
/// SYN-140 to SYN-142.
public enum MessageText {
    /// Above this many UTF-16 units a post is taken to be refused with 410 (E2).
    public static let limit = 2_000

    /// No part of an answer should be longer than this.
    public static let safeLimit = 1_800

    /// The length in UTF-16 units: the unit of Chat is not measured, and this one is never less than code points.
    ///
    /// - Complexity: O(n).
    public static func length(_ text: String) -> Int { text.utf16.count }
}

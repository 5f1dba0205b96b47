import Simulator
import Testing

@Suite struct OpenAISimulatorCommandTests {
    @Test func `options set the simulator up`() throws {
        let configuration = try OpenAISimulatorCommand.configuration([
            "--host", "::1", "--port", "8124", "--key", "k", "--model", "a", "--model", "b", "--window", "200",
            "--keep",
            "50",
        ])
        var expected = OpenAIConfiguration()
        expected.host = "::1"
        expected.port = 8124
        expected.key = "k"
        expected.models = ["a", "b"]
        expected.window = 200
        expected.kept = 50
        #expect(configuration == expected)
        #expect(try OpenAISimulatorCommand.configuration([]) == OpenAIConfiguration())
    }

    @Test(arguments: [["--port", "70000"], ["--port"], ["--window", "0"], ["--keep", "x"], ["--color", "red"]])
    func `a wrong option is named`(arguments: [String]) {
        #expect {
            _ = try OpenAISimulatorCommand.configuration(arguments)
        } throws: {
            ($0 as? SimulatorUsageError)?.description.hasPrefix(arguments[0]) == true
        }
    }
}
